import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Words {
  readonly text: string;
  /** BCP 47 tag. */
  readonly language: string;
}

/**
 * Speaks what the person does now, with a voice of this device: the texts reach no service. A text that changes while another one is spoken
 * waits for its end, and only the newest one is spoken then.
 */
export class SpokenHints implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #words: () => Words | undefined;
  #utterance: SpeechSynthesisUtterance | undefined;
  #newest: Words | undefined;

  /** @param words what to speak; undefined ends the speech at once */
  constructor(host: ReactiveControllerHost, words: () => Words | undefined) {
    this.#host = host;
    this.#words = words;
    host.addController(this);
  }

  hostUpdated(): void {
    const words = this.#words();
    if (words === undefined) this.#stop();
    else if (words.text !== this.#newest?.text) {
      this.#newest = words;
      if (this.#utterance === undefined) this.#speak(words);
    }
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #speak(words: Words): void {
    if (!('speechSynthesis' in window)) return;
    const voice = localVoice(words.language);
    if (voice === undefined) {
      this.#awaitVoices();
      return;
    }
    const utterance = new SpeechSynthesisUtterance(words.text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    const ended = () => {
      if (this.#utterance !== utterance) return;
      this.#utterance = undefined;
      const newest = this.#newest;
      if (newest !== undefined && newest !== words) this.#speak(newest);
    };
    utterance.addEventListener('end', ended);
    utterance.addEventListener('error', ended);
    this.#utterance = utterance;
    speechSynthesis.speak(utterance);
  }

  /** Browsers load their voices after the first question for them. */
  #awaitVoices(): void {
    if (speechSynthesis.getVoices().length > 0) return;
    const tryAfterwards = () => {
      this.#newest = undefined;
      this.#host.requestUpdate();
    };
    speechSynthesis.addEventListener('voiceschanged', tryAfterwards, { once: true });
  }

  #stop(): void {
    this.#newest = undefined;
    if (this.#utterance === undefined) return;
    this.#utterance = undefined;
    speechSynthesis.cancel();
  }
}

/** A voice of this device for a language: other voices send the text to a service. */
function localVoice(language: string): SpeechSynthesisVoice | undefined {
  const tagOf = ({ lang }: SpeechSynthesisVoice) => lang.toLowerCase().replace('_', '-');
  const voices = speechSynthesis.getVoices().filter(({ localService }) => localService);
  const tag = language.toLowerCase();
  const subtag = tag.split('-')[0]!;
  const inLanguage = voices.filter((voice) => tagOf(voice).split('-')[0] === subtag);
  return (
    inLanguage.find((voice) => tagOf(voice) === tag) ??
    inLanguage.find((voice) => voice.default) ??
    inLanguage[0]
  );
}
