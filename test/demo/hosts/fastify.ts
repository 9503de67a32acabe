import fastify, { type FastifyInstance } from 'fastify';
import { type RecognizeServer, toNodeHandler } from 'recognize-elements/server';

/** A host on Fastify. */
export function createFastifyHost(recognize: RecognizeServer): FastifyInstance {
  const app = fastify();
  const handle = toNodeHandler(recognize);
  app.register(async (scope) => {
    // The module reads the body.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all('/recognize-api/*', (request, reply) => {
      reply.hijack();
      return handle(request.raw, reply.raw);
    });
  });
  return app;
}
