/** Puts text on the clipboard; false where the browser refuses. */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused without focus or permission: the caller leaves its button as it was.
    return false;
  }
}
