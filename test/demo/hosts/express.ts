import express from 'express';
import { type RecognizeServer, toNodeHandler } from 'recognize-elements/server';

/** A host on Express. */
export function createExpressHost(recognize: RecognizeServer): ReturnType<typeof express> {
  const app = express();
  app.use('/recognize-api', toNodeHandler(recognize));
  app.use(express.json());
  return app;
}
