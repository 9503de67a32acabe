import type { Page } from 'playwright-core';
import type { Device } from 'recognize-elements/server';
import type { Visitor } from './visitor.ts';

/** The backend's list of a person's devices, over HTTP as the host's own pages could ask for it. */
export async function backendDevices({ host, person }: Visitor): Promise<readonly Device[]> {
  const response = await fetch(`${host.origin}/api/people/${encodeURIComponent(person)}/devices`, {
    headers: { cookie: `person=${encodeURIComponent(person)}` },
  });
  return ((await response.json()) as { devices: Device[] }).devices;
}

/** The list of devices on the page, used as a person does. */
export function shownDevices(page: Page) {
  const list = page.locator('recognize-devices');
  const rows = list.locator('[part=device]');
  const own = list.locator('[part=own]');
  const button = (name: string) => list.getByRole('button', { name, exact: true });
  const names = async (of = rows) =>
    (await of.locator('.name').allInnerTexts()).map((text) => text.replace(/ This device$/, ''));
  return {
    rows,
    own,
    names: () => names(),
    /** Of the row that is marked as this browser. */
    ownNames: () => names(rows.filter({ has: page.locator('[part=own]') })),
    said: list.getByRole('status'),
    async remove(name: string): Promise<void> {
      await button(`Remove ${name}`).click();
      await button('Remove').click();
    },
    async rename(name: string, to: string): Promise<void> {
      await button(`Rename ${name}`).click();
      await list.getByRole('textbox').fill(to);
      await button('Save').click();
    },
  };
}
