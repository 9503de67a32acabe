import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { RecognizeErrorCode } from 'recognize-elements';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { renderedPhoto } from '../support/rendered-photo.ts';
import { type PlacedElement, Visitor } from '../support/visitor.ts';
import { backendDevices } from './support/devices.ts';
import { summarize } from './support/event-summary.ts';
import { type Host, startHost } from './support/host.ts';

const cli = fileURLToPath(new URL('../../dist/node/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'recognize-photo-'));
/** Ada, as she looks into the camera of the simulated person too. */
const photo = await renderedPhoto('ada');

let host: Host;
let browser: Browser;
let visitor: Visitor;
beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launchChromium()]);
  visitor = await Visitor.arrive(browser, host, 'ada');
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const element = (change: Partial<PlacedElement> = {}): PlacedElement => ({
  tag: 'recognize-enroll',
  attributes: { source: 'photo', scenario: 'DOCUMENT', camera: undefined },
  ...change,
});

const choose = (buffer: Buffer, name = 'photo.jpg') =>
  visitor.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/jpeg', buffer });

const expectPreview = () => visitor.page.getByRole('img', { name: 'Your photo' }).waitFor();

/** Recovers in a new profile with the simulated face of Ada, and the client state that the host has stored. */
async function recoverLive(): Promise<string> {
  const phone = await Visitor.arrive(browser, host, 'ada');
  const { type } = await phone.run({ tag: 'recognize-recover' });
  await phone.context.close();
  return type;
}

it('enrolls from a chosen photo without a camera, and the live face of the same person recovers', async () => {
  await visitor.place(element());
  const chooser = visitor.page.waitForEvent('filechooser');
  await visitor.page.getByRole('button', { name: 'Choose a photo' }).press('Enter');
  await (await chooser).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expectPreview();
  // The keyboard continues at the next button.
  await expect
    .poll(() =>
      visitor.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim()),
    )
    .toBe('Use this photo');
  await visitor.page.keyboard.press('Enter');
  const { events, result } = await visitor.runResult();
  expect(summarize(events)).toEqual({
    lifecycle: ['ready', 'complete'],
    steps: ['loading', 'capture', 'verify'],
    requests: ['configuration', 'challenge', 'begin'],
    changes: [],
    contractViolations: [],
  });
  expect(await backendDevices(visitor)).toMatchObject([
    { deviceId: result.deviceId, type: 'BACKUP', source: 'photo', scenario: 'DOCUMENT' },
  ]);
  expect(await recoverLive()).toBe('complete');
});

it('takes a photo that is dropped, and one that is pasted', async () => {
  for (const kind of ['drop', 'paste']) {
    await visitor.place(element());
    await visitor.page.evaluate(
      ({ kind, bytes }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], 'photo.jpg', { type: 'image/jpeg' }));
        const area = document.querySelector('recognize-enroll')!.shadowRoot!.querySelector('[part=drop]')!;
        const init = { bubbles: true, composed: true, cancelable: true };
        if (kind === 'drop') area.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: transfer }));
        else document.body.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: transfer }));
      },
      { kind, bytes: [...photo] },
    );
    await expectPreview();
    await visitor.page.getByRole('button', { name: 'Choose another photo' }).click();
    await visitor.page.getByRole('button', { name: 'Choose a photo' }).waitFor();
  }
});

describe('names what is wrong with a file before anything starts, and takes another one', () => {
  const pdf = Buffer.from('%PDF-1.7\n');
  it.each<[RecognizeErrorCode, string, () => Promise<Buffer>]>([
    ['photo/unsupported-format', 'This kind of file doesn’t work', async () => pdf],
    ['photo/unreadable', 'This photo can’t be opened', async () => photo.subarray(0, 900)],
    ['photo/too-large', 'This photo is too large', hugePng],
  ])('%s', async (_code, title, file) => {
    await visitor.place(element());
    await choose(await file());
    await visitor.page.locator('[part=error]', { hasText: title }).waitFor();
    await choose(photo);
    await expectPreview();
  });
});

/** A file of a few bytes that would need 1 GB. */
async function hugePng(): Promise<Buffer> {
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  png.writeUInt32BE(16_384, 16);
  png.writeUInt32BE(16_384, 20);
  return png;
}

describe('refuses a photo, says why, and offers another one', () => {
  const blank = () => sharp({ create: { width: 320, height: 240, channels: 3, background: '#9ab' } });
  const twoFaces = async () =>
    sharp({ create: { width: 1280, height: 480, channels: 3, background: '#556' } }).composite([
      { input: photo, left: 0, top: 0 },
      { input: await renderedPhoto('bruno'), left: 640, top: 0 },
    ]);
  it.each<[RecognizeErrorCode, string, () => Promise<Buffer>, object?]>([
    ['photo/no-face', 'There’s no face in this photo', () => blank().jpeg().toBuffer()],
    [
      'photo/several-faces',
      'There’s more than one face in this photo',
      async () => (await twoFaces()).jpeg().toBuffer(),
    ],
    ['photo/low-quality', 'It’s blurred.', () => sharp(photo).blur(9).jpeg().toBuffer()],
    [
      'photo/wrong-file',
      'That’s a different photo',
      async () => photo,
      { source: 'photo', scenario: 'DOCUMENT', photo_hash: 'A'.repeat(43) },
    ],
    ['photo/not-authorized', 'This page isn’t set up correctly', async () => photo, { source: 'camera' }],
  ])('%s', async (code, text, file, claims = {}) => {
    await visitor.place(element({ claims: claims as Record<string, unknown> }));
    await choose(await file());
    await expectPreview();
    await visitor.start();
    expect((await visitor.runResult()).error).toMatchObject({ code });
    await visitor.page.getByText(text).first().waitFor();
    await visitor.page.getByRole('button', { name: 'Choose another photo' }).click();
    await visitor.page.getByRole('button', { name: 'Choose a photo' }).waitFor();
  });

  it("'photo/required': the camera with the authorization of a photo", async () => {
    const claims = { source: 'photo', scenario: 'SELFIE', photo_hash: 'A'.repeat(43) };
    const { error } = await visitor.run({ tag: 'recognize-enroll', claims, attributes: {}, reuse: true });
    expect(error).toMatchObject({ code: 'photo/required' });
  });
});

it('enrolls on the command line, and the live face of the same person recovers', async () => {
  const file = join(folder, 'face.jpg');
  writeFileSync(file, photo);
  const hash = createHash('sha256').update(photo).digest('base64url');
  expect((await run(['enroll-photo', file, '--hash'])).trim()).toBe(hash);
  const authorization = await fetch(`${host.origin}/authorization`, {
    method: 'POST',
    headers: { cookie: 'user=ada' },
    body: JSON.stringify({
      ceremony: 'enroll',
      source: 'photo',
      scenario: 'TRUSTED_SOURCE',
      photo_hash: hash,
    }),
  });
  const clientState = await run(
    ['enroll-photo', file, '--scenario', 'TRUSTED_SOURCE', '--recognize-id', 'ada'].concat([
      '--backend',
      `${host.origin}/api`,
      '--header',
      'cookie: user=ada',
    ]),
    await authorization.text(),
  );
  const phone = await Visitor.arrive(browser, host, 'ada');
  const { type } = await phone.run({ tag: 'recognize-recover', clientState: clientState.trim() });
  expect(type).toBe('complete');
});

/** Runs a command of the package. @returns standard output */
const run = (args: readonly string[], input = '') =>
  new Promise<string>((resolve, reject) => {
    const child = execFile(process.execPath, [cli, ...args], (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr, { cause: error })),
    );
    child.stdin?.end(input);
  });
