import { jwks, readConfiguration } from './configuration.ts';
import {
  evaluateCeremony,
  finishCeremony,
  issueChallenge,
  startCeremony,
} from './http/handlers/ceremonies.ts';
import {
  acceptHandoff,
  authorizePhone,
  endHandoff,
  pollHandoff,
  receiveResult,
  refuseHandoff,
  showHandoff,
  startHandoff,
} from './http/handlers/handoffs.ts';
import {
  addDevice,
  listDevices,
  readDevice,
  removeDevice,
  removePerson,
  renameDevice,
} from './http/handlers/people.ts';
import { type Route, route } from './http/router.ts';

/** All routes, below the base path. docs/server.md describes them. */
export const routes: readonly Route[] = [
  route('GET', '.well-known/recognize', readConfiguration),
  route('GET', 'jwks.json', async (context) => jwks(context)),

  route('POST', 'challenges', issueChallenge),
  route('POST', 'ceremonies', startCeremony),
  route('POST', 'ceremonies/{ceremonyId}/evaluate', evaluateCeremony),
  route('POST', 'ceremonies/{ceremonyId}/finish', finishCeremony),

  route('POST', 'handoffs', startHandoff),
  route('GET', 'handoffs/{handoffId}', pollHandoff),
  route('DELETE', 'handoffs/{handoffId}', endHandoff),
  route('POST', 'handoffs/{handoffId}/open', showHandoff),
  route('POST', 'handoffs/{handoffId}/take', acceptHandoff),
  route('POST', 'handoffs/{handoffId}/decline', refuseHandoff),
  route('POST', 'handoffs/{handoffId}/authorize', authorizePhone),
  route('POST', 'handoffs/{handoffId}/result', receiveResult),

  route('DELETE', 'people/{recognizeId}', removePerson),
  route('GET', 'people/{recognizeId}/devices', listDevices),
  route('POST', 'people/{recognizeId}/devices', addDevice),
  route('GET', 'people/{recognizeId}/devices/{deviceId}', readDevice),
  route('PATCH', 'people/{recognizeId}/devices/{deviceId}', renameDevice),
  route('DELETE', 'people/{recognizeId}/devices/{deviceId}', removeDevice),
];
