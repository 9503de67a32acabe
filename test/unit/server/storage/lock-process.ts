import { lockFolder } from '../../../../src/server/storage/folder-lock.ts';

/**
 * A process for folder-lock.test.ts. It receives a list of folders, locks them at the same time, and answers with one result for each
 * folder: "locked" or the message of the error. It holds its locks until it ends.
 */
process.on('message', async (folders: string[]) => {
  const results = await Promise.all(
    folders.map((folder) =>
      lockFolder(folder).then(
        () => 'locked',
        (error: Error) => error.message,
      ),
    ),
  );
  process.send!(results);
});
process.send!('ready');
