import { expect } from '@open-wc/testing';
import { waitUntil } from '../wait-until.ts';
import { newUser, placeElement, removeElements } from './page.ts';

const pending = () => new Promise<never>(() => {});

/** Headless browsers have no voices, so the speech of the browser is replaced. An utterance does not end. */
function replaceSpeech(voices: readonly Partial<SpeechSynthesisVoice>[]) {
  const utterances: string[] = [];
  class Utterance extends EventTarget {
    readonly text: string;
    constructor(text: string) {
      super();
      this.text = text;
    }
  }
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak: (utterance: Utterance & { readonly voice: { name: string } }) => {
      utterances.push(`${utterance.voice.name}: ${utterance.text}`);
    },
    cancel: () => utterances.push('cancelled'),
  });
  const replace = (name: string, value: unknown) => {
    const original = Object.getOwnPropertyDescriptor(window, name)!;
    Object.defineProperty(window, name, { value, configurable: true });
    return () => Object.defineProperty(window, name, original);
  };
  const restore = [replace('speechSynthesis', speech), replace('SpeechSynthesisUtterance', Utterance)];
  return {
    utterances,
    restore: () => {
      for (const undo of restore) undo();
    },
  };
}

const remote = { name: 'remote', lang: 'en-US', localService: false, default: true };
const german = { name: 'Anna', lang: 'de-DE', localService: true, default: false };
const english = { name: 'Sam', lang: 'en_US', localService: true, default: false };

describe('spoken hints', () => {
  let speech: ReturnType<typeof replaceSpeech>;
  afterEach(() => {
    removeElements();
    speech.restore();
  });

  it('are spoken by a voice of the device in the language of the texts, and end at once with the run', async () => {
    speech = replaceSpeech([remote, german, english]);
    const { element } = placeElement('recognize-enroll', newUser(), {
      authorization: pending,
      spokenHints: true,
      lang: 'en',
    });
    await element.updateComplete;
    expect(speech.utterances).to.deep.equal([]);
    void element.start();
    await waitUntil(() => speech.utterances.length > 0);
    expect(speech.utterances).to.deep.equal(['Sam: Getting ready…']);
    await element.cancel();
    await element.updateComplete;
    expect(speech.utterances).to.deep.equal(['Sam: Getting ready…', 'cancelled']);
  });

  it('are not spoken by a voice of a service, and not unless the page asks for it', async () => {
    speech = replaceSpeech([remote, german]);
    for (const spokenHints of [true, false]) {
      const settings = { authorization: pending, spokenHints, lang: spokenHints ? 'en' : 'de' };
      const { element } = placeElement('recognize-enroll', newUser(), settings);
      void element.start();
      await waitUntil(() => element.status === 'running');
      await element.updateComplete;
      await element.cancel();
    }
    expect(speech.utterances).to.deep.equal([]);
  });
});

it('a success vibrates once, and only where the page asks for it', async function () {
  this.timeout(180_000);
  const vibrations: unknown[] = [];
  const value = (pattern: unknown) => vibrations.push(pattern);
  Object.defineProperty(navigator, 'vibrate', { value, configurable: true });
  for (const [vibrate, count] of [
    [false, 0],
    [true, 1],
  ] as const) {
    const { element } = placeElement('recognize-enroll', newUser(), { vibrate });
    await element.start();
    expect(element.status).to.equal('complete');
    expect(vibrations).to.have.lengthOf(count);
    element.remove();
  }
  Reflect.deleteProperty(navigator, 'vibrate');
});
