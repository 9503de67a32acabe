export { syntheticFace as drawnFace } from './synthetic-face.ts';
