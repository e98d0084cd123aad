#!/usr/bin/env python3
"""Rebuilds images from an OLD .binpkg and an EC618 delta, bare or in its 7E/7D wrapper, with the Python standard library only.

A check from outside the product: it shares no line, no library and no language with it.
Usage: decode-ec618-par.py OLD.binpkg PACKAGE [NEW.binpkg]
Prints one line `role size sha256` per rebuilt image; with NEW also compares. Exit code 0 when everything holds.
"""
import bz2
import hashlib
import struct
import sys

PART = 32 * 1024


def read_binpkg(path):
    """Images by type (BL, AP, CP)."""
    data = open(path, "rb").read()
    assert data[8:12] == b"bpkg", "not a binpkg"
    at = 0x1D8 if data[0x38:0x3F] == b"pkgmode" else 0x34
    images = {}
    while at < len(data):
        size = struct.unpack_from("<I", data, at + 76)[0]
        kind = data[at + 336 : at + 352].split(b"\0")[0].decode()
        image = data[at + 364 : at + 364 + size]
        assert data[at + 80 : at + 144].decode().lower() == hashlib.sha256(image).hexdigest(), "binpkg digest"
        images[kind] = image
        at += 364 + size
    return images


def signed(word):
    return -(word & 0x7FFFFFFF) if word & 0x80000000 else word


def decode_part(part, old, start, low, high, new_size):
    assert part[:8] == b"BSDIFF40", "part magic"
    _, stored, declared = struct.unpack_from("<3I", part, 8)
    assert stored == len(part) and declared == new_size, "part sizes"
    unpacker = bz2.BZ2Decompressor()
    content = unpacker.decompress(part[20:])
    assert unpacker.eof and not unpacker.unused_data, "bzip2 stream"
    out, at, pointer = bytearray(), 0, start
    while len(out) < new_size:
        add, insert, jump = (signed(word) for word in struct.unpack_from("<3I", content, at))
        assert add >= 0 and insert >= 0 and len(out) + add + insert <= new_size, "record"
        at += 12
        for k in range(add):
            where = pointer + k
            base = old[where] if low <= where < high else 0
            out.append((content[at + k] + base) & 0xFF)
        out += content[at + add : at + add + insert]
        at += add + insert
        pointer += add + jump
    assert at == len(content) and len(out) == new_size, "content"
    return bytes(out)


def decode_payload(payload, old, new_size, reverse):
    magic, count, old_size, direction = struct.unpack_from("<4sII4s", payload)
    assert magic == b"BPHD" and old_size == len(old), "payload head"
    assert direction == (b"RvsO" if reverse else b"NorO"), "direction"
    sizes = struct.unpack_from("<%dI" % count, payload, 16)
    at, out = 16 + 4 * count, bytearray(new_size)
    for number in reversed(range(count)) if reverse else range(count):
        begin, end = number * PART, min((number + 1) * PART, new_size)
        low, high = (0, min(begin + PART, len(old))) if reverse else (begin, len(old))
        part = payload[at : at + sizes[number]]
        out[begin:end] = decode_part(part, old, 0 if reverse else begin, low, high, end - begin)
        at += sizes[number]
    assert at == len(payload), "trailing bytes"
    return bytes(out)


def main(old_path, package_path, new_path=None):
    old, package = read_binpkg(old_path), open(package_path, "rb").read()
    if package[0] == 0x7E:
        assert struct.unpack(">IBI", package[1:10]) == (1, 0x7D, len(package) - 10), "wrapper"
        package = package[10:]
    assert package[:2] == b"\xec\xdf" and struct.unpack_from("<I", package, 8)[0] == len(package), "par head"
    assert hashlib.sha256(package[:12] + bytes(32) + package[44:]).digest() == package[12:44], "par hash"
    new, at, rebuilt = read_binpkg(new_path) if new_path else None, 84, set()
    while at < len(package):
        word, length, _, _, new_size, old_size = struct.unpack_from("<6I", package, at)
        role = {2: "AP", 3: "CP"}[(word >> 5) & 7]
        assert len(old[role]) == old_size and hashlib.sha256(old[role]).digest() == package[at + 24 : at + 56], "base"
        payload = package[at + ((word >> 8) & 0x3FF) : at + length]
        image = decode_payload(payload, old[role], new_size, bool(word & 0x10))
        assert hashlib.sha256(image).digest() == package[at + 60 : at + 92], "new digest"
        assert new is None or image == new[role], "differs from NEW"
        print(role, len(image), hashlib.sha256(image).hexdigest())
        rebuilt.add(role)
        at += length
    assert new is None or all(new[r] == old[r] or r in rebuilt for r in ("AP", "CP")), "an image is missing"


if __name__ == "__main__":
    main(*sys.argv[1:])
