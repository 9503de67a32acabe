/** Version of the protocol, the first byte of BeginRequest and EnrollRequest. */
export const PROTOCOL_VERSION = 1;

/** The only cipher suite of version 1: P-256, SHA-256, wire labels of 256 bits. */
export const SUITE = 1;

/** Bytes of a P-256 point in a message: x ‖ y, both big-endian. */
export const POINT_BYTES = 64;

/** Rows of the threshold gate's table. The number depends only on n, so that the length of EvaluateResponse does not reveal tau. */
export const rowCount = (n: number): number => n / 2 + 1;
