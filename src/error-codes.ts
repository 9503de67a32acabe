/** Every error code, and whether the same call may succeed when it is repeated. Causes and remedies: docs/errors.md. */
export const errorCodes = {
  /** The page is not a secure context (HTTPS or localhost). */
  'environment/insecure-context': false,
  'environment/no-wasm': false,
  'environment/no-workers': false,
  'environment/no-webcrypto': false,
  /** A secure page without `navigator.mediaDevices`. */
  'environment/no-camera-api': false,
  /** An app shows the page itself, and does not let it use the camera. */
  'environment/opened-in-app': false,
  /** The browser returns other pixels than were drawn, to prevent fingerprinting. */
  'environment/pixels-blocked': false,
  /** A Content-Security-Policy or Permissions-Policy blocks a worker, WebAssembly or the camera. */
  'environment/blocked-by-policy': false,
  'assets/not-found': true,
  /** The URL of an asset returns something else, often an HTML page. */
  'assets/wrong-type': false,
  'assets/hash-mismatch': false,
  /** Script and assets come from different releases. */
  'assets/version-mismatch': false,
  /** The transfer ended before all bytes arrived. */
  'assets/incomplete': true,
  'models/manifest-invalid': false,
  'models/model-invalid': false,
  'models/self-test-failed': false,
  'camera/denied': false,
  /** The operating system does not let the browser use the camera. */
  'camera/denied-by-system': false,
  /** The user closed the permission prompt without a decision. */
  'camera/dismissed': true,
  'camera/none': false,
  'camera/in-use': true,
  /** The track ended during a capture. */
  'camera/ended': true,
  /** The stream is open and delivers no frames. */
  'camera/stalled': true,
  /** Other cameras kept replacing the one that the capture had started with. */
  'camera/changed': true,
  'capture/no-face': true,
  'capture/timed-out': true,
  'capture/too-dark': true,
  'capture/low-quality': true,
  /** The liveness check was not passed. `detail` names the part of it: `sequence`, `face-lost`, `flat`, `not-live` or `cut`. */
  'capture/liveness-failed': true,
  /** More than one person was in front of the camera. */
  'capture/several-people': true,
  // Another call needs another file, or another authorization.
  /** The file is neither JPEG, PNG nor WebP. */
  'photo/unsupported-format': false,
  /** The file is damaged. */
  'photo/unreadable': false,
  'photo/too-large': false,
  'photo/no-face': false,
  'photo/several-faces': false,
  /** `hint` names what is wrong. */
  'photo/low-quality': false,
  /** Not the file that the host has checked. */
  'photo/wrong-file': false,
  /** The authorization does not permit an enrollment from this photo. */
  'photo/not-authorized': false,
  /** The authorization is for a photo, and does not permit the camera. */
  'photo/required': false,
  'runtime/crashed': true,
  'runtime/out-of-memory': true,
  'runtime/timed-out': true,
  'storage/unavailable': false,
  'storage/full': false,
  /** This browser has no record of a bound device. */
  'storage/lost': false,
  /** Another tab keeps the database from being opened. */
  'storage/blocked': true,
  /** The browser closed the connection to the database, also a new one. */
  'storage/connection-lost': true,
  'client-state/malformed': false,
  'client-state/unknown-version': false,
  'client-state/wrong-person': false,
  /** Made with another face model. */
  'client-state/model-mismatch': false,
  'client-state/expired': false,
  'client-state/revoked': false,
  'ceremony/not-recognized': true,
  /** With `until` and `remainingMs`, unless the lock is permanent. */
  'ceremony/locked': false,
  'ceremony/session-unknown': true,
  'ceremony/session-spent': true,
  'ceremony/session-expired': true,
  /** A ceremony of the same user runs in another tab. */
  'ceremony/busy': true,
  'ceremony/aborted': true,
  'ceremony/already-enrolled': false,
  /** The link of a hand-off was not opened, or its ceremony not carried out, in time. */
  'handoff/expired': true,
  /** The ceremony of the link has succeeded before. */
  'handoff/used': false,
  /** Another phone has opened the link. */
  'handoff/taken': false,
  /** Cancelled on one of both sides, or the code was wrong three times. */
  'handoff/cancelled': true,
  /** No listener answered the `recognize-request` event, or not in time. */
  'host/no-response': false,
  'host/rejected': true,
  'host/bad-response': true,
  'host/offline': true,
  /** The page set an attribute or property to a wrong value, or left it out. `detail` names it. */
  'usage/invalid-attribute': false,
  'usage/invalid-property': false,
  'usage/missing-property': false,
  /** A field of the request is missing or has the wrong type. The client never sends such a request. */
  'server/bad-request': false,
  'server/unauthorized': false,
  'server/forbidden': false,
  'server/not-found': false,
  'server/too-many': true,
  'server/device-limit': false,
  'server/unavailable': true,
  'security/matcher-key-mismatch': false,
  /** By the clock of this device, the matcher's HPKE key is not valid, and the matcher has not signed its time. */
  'security/wrong-clock': true,
  'security/envelope-invalid': false,
  'security/assertion-invalid': false,
  /** A stored row lacks its authentication code or has a wrong one. */
  'security/database-changed': false,
} as const satisfies Record<string, boolean>;

export type RecognizeErrorCode = keyof typeof errorCodes;
