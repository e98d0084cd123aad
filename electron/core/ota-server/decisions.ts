/**
 * Why the server answered as it did: the whole list, so that every key can have its text. The newest modules show nothing but -9
 * for any refusal (platform-apis 1.3), so this key in the journal is often the only reason that anybody will ever see.
 */
export const decisionKeys = [
  // the file
  'decision.wholeFile',
  'decision.range',
  'decision.rangeIgnored',
  'decision.rangeUnsatisfiable',
  'decision.headOnly',
  // an upgrade was asked for, and the rules decided
  'decision.otaServed',
  'decision.otaResumed',
  'decision.otaRedirected',
  'decision.otaOffered',
  'decision.otaRefused',
  'decision.resultTaken',
  'decision.linkUsed',
  // refused by a rule
  'decision.unknownPath',
  'decision.unknownPublication',
  'decision.unpublished',
  'decision.deliveryLimit',
  'decision.methodNotServed',
  'decision.tooManyConnections',
  'decision.tooManyFromRemote',
  'decision.remoteTooFast',
  // OneNET: answered, or refused with a number of its own
  'decision.onenetOk',
  'decision.onenetToken',
  'decision.onenetParameter',
  'decision.onenetNoTask',
  'decision.onenetThere',
  'decision.onenetExpired',
  'decision.onenetState',
  'decision.onenetFinished',
  'decision.onenetCancelled',
  'decision.onenetInternal',
  // no request that could be understood
  'decision.malformedRequest',
  'decision.versionNotSpoken',
  'decision.tlsOnPlainPort',
  'decision.headTooLarge',
  'decision.bodyTooLarge',
  'decision.bodyLengthUnknown',
  'decision.requestTimeout',
  // no answer was sent: status 0
  'decision.connectedOnly',
  'decision.requestIncomplete',
  'decision.connectionDropped',
  // a fault knob is set on the publication
  'decision.fault',
] as const;
export type DecisionKey = (typeof decisionKeys)[number];
