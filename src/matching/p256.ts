import type { Bytes } from '../wire/bytes.ts';
import { malformedBody } from '../wire/fields.ts';
import { POINT_BYTES } from '../wire/suite.ts';

/**
 * A point of P-256 (SP 800-186, 3.2.1.3) in affine coordinates. This file decodes, validates and adds points; an ECDH provider does the
 * scalar multiplications. Nothing here runs in constant time: all points are public.
 */
export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * hash_to_curve (RFC 9380, suite P256_XMD:SHA-256_SSWU_RO_) of the message "T" with DST "recognize-match-v1-T". Its discrete logarithm is
 * unknown. A test recomputes it.
 */
export const T: Point = {
  x: 0x1be035d1e4e4eb4c73b06f1d28e0adf878cdb8fcbbf565857bbe7c5a8135e652n,
  y: 0xc474ab3aeb9e759c806ca734b46355c5a72958885b073a9d8926235e747b1a3an,
};

/** −P. */
export const negate = ({ x, y }: Point): Point => ({ x, y: p - y });

/**
 * Decodes and validates 64 bytes, x ‖ y. The point at infinity has no such encoding, and (0, 0) is not on the curve because b ≠ 0. The
 * cofactor is 1, so every point of the curve is in the group.
 *
 * @throws RecognizeError `security/envelope-invalid` on another length, a coordinate ≥ p, or a point that is not on the curve
 */
export function decodePoint(bytes: Uint8Array): Point {
  if (bytes.length !== POINT_BYTES) throw malformedBody('point: expected 64 bytes');
  const x = toInteger(bytes.subarray(0, 32));
  const y = toInteger(bytes.subarray(32));
  const inField = x < p && y < p;
  if (!inField || (y * y - (x * x - 3n) * x - b) % p !== 0n) throw malformedBody('point: not on the curve');
  return { x, y };
}

/** x ‖ y, 64 bytes, big-endian. */
export function encodePoint({ x, y }: Point): Bytes {
  const bytes = new Uint8Array(POINT_BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < 4; i++) {
    view.setBigUint64(24 - 8 * i, BigInt.asUintN(64, x >> BigInt(64 * i)));
    view.setBigUint64(56 - 8 * i, BigInt.asUintN(64, y >> BigInt(64 * i)));
  }
  return bytes;
}

/**
 * P + Q for every P, with one inversion for all (Montgomery's trick; Handbook of Elliptic and Hyperelliptic Curve Cryptography, 11.3.4).
 *
 * @throws RecognizeError `security/envelope-invalid` when some P is Q or −Q, which the affine formula does not cover. An honest party sends
 *   such a point with negligible probability.
 */
export function addToEach(points: readonly Point[], q: Point): Point[] {
  const products: bigint[] = [];
  let product = 1n;
  for (const { x } of points) {
    if (x === q.x) throw malformedBody('point: T or −T');
    products.push(product);
    product = mod(product * (q.x - x));
  }
  let inverse = invert(product);
  const sums: Point[] = new Array(points.length);
  for (let i = points.length - 1; i >= 0; i--) {
    const { x, y } = points[i]!;
    const slope = mod(mod(inverse * products[i]!) * (q.y - y));
    inverse = mod(inverse * (q.x - x));
    const sumX = mod(slope * slope - x - q.x);
    sums[i] = { x: sumX, y: mod(slope * (x - sumX) - y) };
  }
  return sums;
}

function mod(a: bigint): bigint {
  const remainder = a % p;
  return remainder < 0n ? remainder + p : remainder;
}

/** 1/a mod p by the extended Euclidean algorithm. */
function invert(a: bigint): bigint {
  let [r0, r1, t0, t1] = [p, a, 0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - q * r1, t1, t0 - q * t1];
  }
  return mod(t0);
}

function toInteger(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let value = 0n;
  for (let i = 0; i < bytes.length; i += 8) value = (value << 64n) | view.getBigUint64(i);
  return value;
}
