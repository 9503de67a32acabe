import type { Visitor } from '../../support/visitor.ts';

/** Resets the attempts that the browser counts per day, which tests would use up. */
export function resetAttempts({ page, user }: Visitor): Promise<void> {
  return page.evaluate(async (user) => {
    const resultOf = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes('recognize-elements')) return;
    const database = await resultOf(indexedDB.open('recognize-elements'));
    const records = database.transaction('records', 'readwrite').objectStore('records');
    await resultOf(records.delete(`attempts ${user}`));
    database.close();
  }, user);
}
