import type { Visitor } from './visitor.ts';

/** As if a day had passed for the browser's own budget, which a test uses up. */
export function forgetAttempts({ page, person }: Visitor): Promise<void> {
  return page.evaluate(async (person) => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes('recognize-elements')) return;
    const database = await done(indexedDB.open('recognize-elements'));
    await done(
      database.transaction('records', 'readwrite').objectStore('records').delete(`attempts ${person}`),
    );
    database.close();
  }, person);
}
