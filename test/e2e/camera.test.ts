import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type PlacedElement, Visitor } from '../support/visitor.ts';
import { eventually, startEnrollment } from './support/enrollment-page.ts';
import { type Host, startHost } from './support/host.ts';

/** What a person decides about the camera, with the fake cameras of Chromium, whose permission is that of a real one. */
let host: Host;
let browser: Browser;
let visitor: Visitor;

/** Opened tracks, and cameras of which the test says that they are gone. */
const recordTracks = `
  globalThis.tracks = [];
  globalThis.gone = localStorage.gone;
  {
    const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async ({ video }) => {
      const exact = video.deviceId?.exact;
      if (exact && exact === globalThis.busy) throw new DOMException('', 'NotReadableError');
      const id = exact && exact === globalThis.gone ? 'unplugged' : exact;
      const stream = await getUserMedia({ video: exact ? { ...video, deviceId: { exact: id } } : video });
      globalThis.tracks.push(...stream.getTracks());
      return stream;
    };
  }`;

declare global {
  var tracks: MediaStreamTrack[];
  var gone: string | undefined;
  var busy: string | undefined;
}

beforeAll(async () => {
  const starting = startHost();
  browser = await launchChromium('--use-fake-device-for-media-stream=device-count=3');
  host = await starting;
});
afterEach(() => visitor.close());
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

/** Opens the page in a new profile. @param script runs before the scripts of the page */
async function arrive(script: string, permissions: string[] = ['camera']): Promise<void> {
  visitor = await Visitor.arrive(browser, host, 'ada');
  await visitor.context.grantPermissions(permissions);
  await openTab(script);
}

async function openTab(script: string): Promise<void> {
  await visitor.page.close();
  await visitor.open(host.origin, script);
}

const start = (attributes?: PlacedElement['attributes']) => startEnrollment(visitor, attributes);

const shown = (selector: string) => visitor.page.locator(`recognize-enroll ${selector}`);

/** The labels of the cameras that are open. */
const openCameras = () =>
  visitor.page.evaluate(() =>
    globalThis.tracks.filter(({ readyState }) => readyState === 'live').map(({ label }) => label),
  );

/** Chooses cameras in the list, one directly after the other. */
const choose = (...indexes: number[]) =>
  shown('select').evaluate((select: HTMLSelectElement, indexes) => {
    for (const index of indexes) {
      select.selectedIndex = index;
      select.dispatchEvent(new Event('change'));
    }
  }, indexes);

const chosen = () => shown('select option:checked').textContent();

async function startWithSettings(): Promise<void> {
  await start();
  await shown('summary').click();
  await shown('select').waitFor();
}

describe('the choice of a camera', () => {
  it('starts over with the camera that was chosen last, remembers it and the mirror, and does without a camera that is gone', async () => {
    await arrive(recordTracks);
    await startWithSettings();
    expect([await openCameras(), await chosen()]).toEqual([['fake_device_0'], 'fake_device_0']);
    await shown('select').focus();
    await choose(1, 0, 2);
    await eventually(openCameras).toEqual(['fake_device_2']);
    expect(await chosen()).toBe('fake_device_2');
    expect(await shown('select').evaluate((select) => select.matches(':focus'))).toBe(true);
    await shown('[type=checkbox]').uncheck();
    expect(await shown('video').getAttribute('class')).not.toContain('mirrored');

    await startWithSettings();
    expect([await openCameras(), await chosen()]).toEqual([['fake_device_2'], 'fake_device_2']);
    expect(await shown('[type=checkbox]').isChecked()).toBe(false);

    const id = await shown('select').inputValue();
    await openTab(`localStorage.gone = '${id}'; ${recordTracks}`);
    await startWithSettings();
    expect([await openCameras(), await chosen()]).toEqual([['fake_device_0'], 'fake_device_0']);
    expect(await shown('video').getAttribute('class')).not.toContain('mirrored');
  });

  it('returns to the camera before when another program uses the chosen one', async () => {
    await arrive(recordTracks);
    await startWithSettings();
    await shown('option')
      .nth(1)
      .evaluate((option: HTMLOptionElement) => {
        globalThis.busy = option.value;
      });
    await choose(1);
    await eventually(openCameras).toEqual(['fake_device_0']);
    await eventually(chosen).toBe('fake_device_0');
    expect(await visitor.hasEnded()).toBe(false);
  });
});

describe('the permission for the camera', () => {
  it('continues by itself when it is granted, and explains a run from which it is withdrawn', async () => {
    await arrive(recordTracks, []);
    const session = await visitor.context.newCDPSession(visitor.page);
    const { browserContextId = '' } = (await session.send('Target.getTargetInfo')).targetInfo;
    const browserSession = await browser.newBrowserCDPSession();
    const permission = { name: 'camera' };
    const set = (setting: 'denied' | 'granted') =>
      browserSession.send('Browser.setPermission', {
        permission,
        setting,
        origin: host.origin,
        browserContextId,
      });
    await set('denied');
    await start();
    const help = shown('[part=text]');
    await eventually(() => help.textContent()).toContain('switch on “Camera”. It continues by itself');
    await set('granted');
    await eventually(openCameras).toEqual(['fake_device_0']);
    await visitor.waitForEvent('step', 'capture');
    await set('denied');
    await eventually(() => help.textContent()).toContain('switch on “Camera”. It continues by itself');
    expect(await openCameras()).toEqual([]);
    await visitor.page.evaluate(() => document.querySelector('recognize-enroll')!.remove());
    await set('granted');
    await visitor.page.waitForTimeout(100);
    expect(await openCameras()).toEqual([]);
  });
});

it('a page that an app shows without camera and clipboard offers its address, and copies it', async () => {
  const withoutCamera = `
    for (const name of ['mediaDevices', 'clipboard']) Object.defineProperty(navigator, name, { value: undefined });
    Object.defineProperty(navigator, 'userAgent', { value: navigator.userAgent + ' Instagram' });`;
  await arrive(withoutCamera, []);
  await visitor.place({ tag: 'recognize-enroll', attributes: { camera: 'user' } });
  expect(await shown('[part=address]').inputValue()).toBe(visitor.page.url());
  await shown('[part~=copy-address]').click();
  await eventually(() => shown('[part~=copy-address]').textContent()).toContain('Copied');
  expect(await visitor.page.locator('.spoken[role=status]').textContent()).toBe('Copied');
  await visitor.page.evaluate(() => {
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
  });
  await visitor.page.keyboard.press('Control+V');
  expect(await visitor.page.locator('textarea').inputValue()).toBe(visitor.page.url());
});
