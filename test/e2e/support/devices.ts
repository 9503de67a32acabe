import type { Page } from 'playwright-core';
import type { Device } from 'recognize-elements/server';
import type { Visitor } from '../../support/visitor.ts';

/** The backend's list of a user's devices, over HTTP as the host's own pages could request it. */
export async function backendDevices({ host, user }: Visitor): Promise<readonly Device[]> {
  const response = await fetch(`${host.origin}/api/people/${encodeURIComponent(user)}/devices`, {
    headers: { cookie: `user=${encodeURIComponent(user)}` },
  });
  return ((await response.json()) as { devices: Device[] }).devices;
}

/** The element `recognize-devices` on the page, operated as a user does. */
export function shownDevices(page: Page) {
  const element = page.locator('recognize-devices');
  const rows = element.locator('[part=device]');
  const thisDevice = element.locator('[part=own]');
  const button = (name: string) => element.getByRole('button', { name, exact: true });
  const namesOf = async (someRows: typeof rows) =>
    (await someRows.locator('.name').allInnerTexts()).map((name) => name.replace(/ This device$/, ''));
  return {
    rows,
    thisDevice,
    names: () => namesOf(rows),
    /** Names of the rows that are marked as this device. */
    thisDeviceNames: () => namesOf(rows.filter({ has: page.locator('[part=own]') })),
    status: element.getByRole('status'),
    question: () => element.getByRole('heading').textContent(),
    answer: (name: string) => button(name).click(),
    async remove(name: string): Promise<void> {
      await button(`Remove ${name}`).click();
      await button('Remove').click();
    },
    async rename(name: string, newName: string): Promise<void> {
      await button(`Rename ${name}`).click();
      await element.getByRole('textbox').fill(newName);
      await button('Save').click();
    },
  };
}
