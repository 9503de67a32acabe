import { expect, it } from 'vitest';
import type { ModelLoader } from '../../../src/client/model-loader.ts';
import { chooseModels } from '../../../src/client/model-sets.ts';
import type { Vision } from '../../../src/vision/client.ts';

/** A loader of a set with this id, which counts its users. */
function fakeLoader(modelId: string) {
  const state = { users: 0, loads: 0 };
  const vision = { modelId, center: new Float32Array(2), modelSet: { matching: { n: 512 } } };
  const loader = {
    use() {
      state.users++;
      return () => state.users--;
    },
    async load() {
      state.loads++;
      return vision;
    },
  };
  return { state, loader: loader as unknown as ModelLoader };
}

const load = (loader: ModelLoader): Promise<Vision> => loader.load();

it.each([
  ['no id', undefined, 'new', false, 0],
  ['the id of the current models', 'new', 'new', false, 0],
  ['the id of the previous models', 'old', 'old', true, 1],
  ['an unknown id', 'other', 'new', false, 1],
])(
  'for %s chooses the models that fit, and loads the previous ones only if needed',
  async (_, wanted, chosen, previous, loads) => {
    const [current, former] = [fakeLoader('new'), fakeLoader('old')];
    const models = chooseModels({ current: current.loader, previous: former.loader }, load);
    expect(await models.choose(wanted)).toMatchObject({ modelId: chosen, previous, n: 512 });
    expect((await models.load()).modelId).toBe(chosen);
    expect(former.state.loads > 0).toBe(loads > 0);
  },
);

it('keeps the previous models in use until the run ends', async () => {
  const [current, former] = [fakeLoader('new'), fakeLoader('old')];
  const models = chooseModels({ current: current.loader, previous: former.loader }, load);
  await models.choose('old');
  await models.choose('old');
  expect(former.state.users).toBe(1);
  models.release();
  expect(former.state.users).toBe(0);
});

it('without previous models chooses the current ones for every id', async () => {
  const current = fakeLoader('new');
  const models = chooseModels({ current: current.loader }, load);
  expect(await models.choose('old')).toMatchObject({ modelId: 'new', previous: false });
});
