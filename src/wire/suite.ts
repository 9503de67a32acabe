/** The version of the protocol, the first byte of every request. */
export const PROTOCOL_VERSION = 1;

/** The one suite of version 1: P-256, SHA-256, labels of 256 bits. */
export const SUITE = 1;

/** Bytes of a P-256 point on the wire: x ‖ y, big-endian. */
export const pointLength = 64;

/** Rows of the threshold gate's table. The number depends on n alone, so that the message does not reveal tau. */
export const rowCount = (n: number): number => n / 2 + 1;
