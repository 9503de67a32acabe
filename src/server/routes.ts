import {
  evaluateCeremony,
  finishCeremony,
  issueChallenge,
  startCeremony,
} from './http/handlers/ceremonies.ts';
import {
  authorizeHandoff,
  cancelHandoff,
  createHandoff,
  declineHandoff,
  deliverResult,
  openHandoff,
  readHandoff,
  takeHandoff,
} from './http/handlers/handoffs.ts';
import {
  addDevice,
  listDevices,
  readDevice,
  removeDevice,
  removePerson,
  renameDevice,
} from './http/handlers/people.ts';
import { readConfiguration, readJwks } from './http/handlers/public-keys.ts';
import { type Route, route } from './http/router.ts';

/** All routes, below the base path. docs/server.md describes them. */
export const routes: readonly Route[] = [
  route('GET', '.well-known/recognize', readConfiguration),
  route('GET', 'jwks.json', readJwks),

  route('POST', 'challenges', issueChallenge),
  route('POST', 'ceremonies', startCeremony),
  route('POST', 'ceremonies/{ceremonyId}/evaluate', evaluateCeremony),
  route('POST', 'ceremonies/{ceremonyId}/finish', finishCeremony),

  route('POST', 'handoffs', createHandoff),
  route('GET', 'handoffs/{handoffId}', readHandoff),
  route('DELETE', 'handoffs/{handoffId}', cancelHandoff),
  route('POST', 'handoffs/{handoffId}/open', openHandoff),
  route('POST', 'handoffs/{handoffId}/take', takeHandoff),
  route('POST', 'handoffs/{handoffId}/decline', declineHandoff),
  route('POST', 'handoffs/{handoffId}/authorize', authorizeHandoff),
  route('POST', 'handoffs/{handoffId}/result', deliverResult),

  route('DELETE', 'people/{recognizeId}', removePerson),
  route('GET', 'people/{recognizeId}/devices', listDevices),
  route('POST', 'people/{recognizeId}/devices', addDevice),
  route('GET', 'people/{recognizeId}/devices/{deviceId}', readDevice),
  route('PATCH', 'people/{recognizeId}/devices/{deviceId}', renameDevice),
  route('DELETE', 'people/{recognizeId}/devices/{deviceId}', removeDevice),
];
