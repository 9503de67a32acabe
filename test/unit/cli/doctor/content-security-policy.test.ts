import { describe, expect, it } from 'vitest';
import { allowsLoad, allowsWasm, parsePolicies } from '../../../../src/cli/doctor/content-security-policy.ts';

const self = new URL('https://bank.example/recover');

describe('allowsWasm', () => {
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
  ])('returns for %j: %s', (header, expected) => {
    expect(allowsWasm(parsePolicies(header))).toBe(expected);
  });

  it('considers the policies in the HTML, too', () => {
    const html = `<meta content="script-src 'self'" http-equiv="Content-Security-Policy">`;
    expect(allowsWasm(parsePolicies(null, html))).toBe(false);
    expect(allowsWasm(parsePolicies("script-src 'wasm-unsafe-eval'", html))).toBe(false);
  });
});

describe('allowsLoad', () => {
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
  ])('returns for %j and %s: %s', (header, url, expected) => {
    expect(allowsLoad(parsePolicies(header), 'worker-src', new URL(url), self)).toBe(expected);
  });
});
