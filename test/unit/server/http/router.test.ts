// cspell:ignore apijwks awks ewell eople evices
import { describe, expect, it } from 'vitest';
import { matchRoute } from '../../../../src/server/http/router.ts';
import { routes } from '../../../../src/server/routes.ts';

const match = (method: string, url: string, basePath = '') => {
  const matched = matchRoute(routes, basePath, { method, url: `https://bank.example${url}` });
  return matched.result === 'route' ? [matched.route.path, matched.parameters] : matched;
};
const notFound = { result: 'not-found' };

it.each([
  ['GET', '/.well-known/recognize', '.well-known/recognize', {}],
  ['POST', '/ceremonies', 'ceremonies', {}],
  ['POST', '/ceremonies/x/finish', 'ceremonies/{ceremonyId}/finish', { ceremonyId: 'x' }],
  ['DELETE', '/people/ann', 'people/{recognizeId}', { recognizeId: 'ann' }],
  [
    'PATCH',
    '/people/ann/devices/x',
    'people/{recognizeId}/devices/{deviceId}',
    { recognizeId: 'ann', deviceId: 'x' },
  ],
])('%s %s matches %s', (method, url, path, parameters) => {
  expect(match(method, url)).toEqual([path, parameters]);
});

describe('path', () => {
  it.each([
    '',
    '/',
    '/x',
    '//jwks.json',
    '/jwks.json/',
    '/jwks.json/x',
    '/./jwks.json',
    '/x/../jwks.json',
    '/x/%2e%2e/jwks.json',
    '/%6awks.json',
    '/JWKS.json',
    '/.well-known',
    '/.well-known//recognize',
    '/.well-known/recognize/',
    '/%2ewell-known/recognize',
    '/people',
    '/people/',
    '/people//devices',
    '/people/ann/',
    '/people/ann//devices',
    '/people/./devices',
    '/people/../devices',
    '/people/%2e%2e/devices',
    '/people/%/devices',
    '/people/%FF/devices',
    '/people/%41/devices',
    '/people/ann%2dx/devices',
    '/people/a%5Fn/devices',
    '/people/%37/devices',
    '/people/ann/%64evices',
    '/%70eople/ann/devices',
    '/people/ann/devices/',
    '/people/ann/devices/x/y',
  ])('returns not-found for "%s"', (url) => {
    expect(match('GET', url)).toEqual(notFound);
  });

  it.each([
    ['a%7Eb', 'a~b'],
    ['%2541', '%41'],
    ['a%2Fb', 'a/b'],
    ['a%20b', 'a b'],
    ['%E4%BA%BA', '人'],
    ['a+b', 'a+b'],
    ['%00', '\0'],
    ['...', '...'],
  ])('decodes the parameter %s once', (encoded, recognizeId) => {
    expect(match('GET', `/people/${encoded}/devices`)).toEqual([
      'people/{recognizeId}/devices',
      { recognizeId },
    ]);
  });

  it.each(['?', '?a=1&a=2', '?x=/people', '#x'])('ignores the query or fragment "%s"', (suffix) => {
    expect(match('GET', `/jwks.json${suffix}`)).toEqual(['jwks.json', {}]);
  });

  it.each([
    ['/jwks.json'],
    ['/apijwks.json'],
    ['/api'],
    ['/api/'],
    ['//api/jwks.json'],
    ['/api//jwks.json'],
    ['/%61pi/jwks.json'],
    ['/x/../api/jwks.json'],
    ['/api/api/jwks.json'],
  ])('returns not-found for %s, which is not below the base path', (url) => {
    expect(match('GET', url, '/api')).toEqual(notFound);
    expect(match('GET', '/api/jwks.json', '/api')).toEqual(['jwks.json', {}]);
  });
});

describe('method', () => {
  it.each(['HEAD', 'OPTIONS', 'PUT', 'POST', 'get'])(
    'returns method-not-allowed for %s on a route with GET only',
    (method) => {
      expect(match(method, '/jwks.json')).toEqual({ result: 'method-not-allowed', allow: ['GET'] });
    },
  );

  it('returns the methods that the path allows', () => {
    expect(match('PUT', '/people/ann/devices/x')).toEqual({
      result: 'method-not-allowed',
      allow: ['GET', 'PATCH', 'DELETE'],
    });
  });
});
