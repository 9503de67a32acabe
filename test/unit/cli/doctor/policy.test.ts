import { describe, expect, it } from 'vitest';
import { allowsCamera, allowsLoad, allowsWasm, policiesOf } from '../../../../src/cli/doctor/policy.ts';

const self = new URL('https://bank.example/recover');
const at = (address: string) => new URL(address);

describe('Content-Security-Policy', () => {
  it.each([
    ["script-src 'self'", false],
    ["script-src 'self' 'wasm-unsafe-eval'", true],
    ["script-src 'self' 'unsafe-eval'", true],
    ["default-src 'self'", false],
    ["default-src 'wasm-unsafe-eval'", true],
    ["img-src 'none'", true],
    ["script-src 'wasm-unsafe-eval', script-src 'self'", false],
    ["script-src 'wasm-unsafe-eval'; script-src 'none'", true],
    ['', true],
  ])('%j lets WebAssembly run: %s', (header, expected) => {
    expect(allowsWasm(policiesOf(header))).toBe(expected);
  });

  it.each([
    ["worker-src 'self'", 'https://bank.example/a.js', true],
    ["worker-src 'self'", 'https://cdn.example/a.js', false],
    ["worker-src 'self'", 'blob:x', false],
    ["worker-src 'self' blob:", 'blob:x', true],
    ['worker-src *', 'blob:x', false],
    ["child-src 'none'; script-src *", 'https://bank.example/a.js', false],
    ["script-src 'self'", 'https://bank.example/a.js', true],
    ["default-src 'none'", 'https://bank.example/a.js', false],
    ['worker-src cdn.example', 'https://cdn.example/a.js', true],
    ['worker-src https://cdn.example', 'https://cdn.example/a.js', true],
    ['worker-src http://cdn.example', 'https://cdn.example/a.js', true],
    ['worker-src https://cdn.example', 'http://cdn.example/a.js', false],
    ['worker-src *.example', 'https://cdn.example/a.js', true],
    ['worker-src *.cdn.example', 'https://cdn.example/a.js', false],
    ['worker-src https://cdn.example:8443', 'https://cdn.example/a.js', false],
    ['worker-src https://cdn.example:8443', 'https://cdn.example:8443/a.js', true],
    ['worker-src https://cdn.example:*', 'https://cdn.example:8443/a.js', true],
    ['worker-src https:', 'https://cdn.example/a.js', true],
    ['worker-src', 'https://bank.example/a.js', false],
    ['WORKER-SRC HTTPS://CDN.EXAMPLE', 'https://cdn.example/a.js', true],
  ])('%j lets a worker load %s: %s', (header, address, expected) => {
    expect(allowsLoad(policiesOf(header), 'worker-src', at(address), self)).toBe(expected);
  });

  it('reads the policy of a page', () => {
    const html = `<meta content="script-src 'self'" http-equiv="Content-Security-Policy">`;
    expect(allowsWasm(policiesOf(null, html))).toBe(false);
    expect(allowsWasm(policiesOf("script-src 'wasm-unsafe-eval'", html))).toBe(false);
  });
});

it.each([
  [null, true],
  ['camera=()', false],
  ['camera=(self)', true],
  ['camera=*', true],
  ['geolocation=(), camera=(self "https://other.example")', true],
  ['microphone=(self), camera=("https://other.example")', false],
])('Permissions-Policy %j leaves the camera: %s', (header, expected) => {
  expect(allowsCamera(header)).toBe(expected);
});
