import { html, nothing, type TemplateResult } from 'lit';
import { fill, isolated } from '../../i18n/language.ts';
import type { Intro, Pack } from '../../i18n/types.ts';
import { toAsciiDigits } from '../ascii-digits.ts';
import type { PhoneState } from '../phone-controller.ts';

interface PhoneView {
  readonly texts: Pack;
  readonly intro: Intro;
  /** The site that the phone is on. */
  readonly site: string;
  readonly state: PhoneState;
  /** Called with the code as it was typed. */
  readonly take: (code: string) => void;
  readonly decline: () => void;
}

/** Content of the panel. */
export interface PhoneCard {
  readonly above: TemplateResult;
  readonly below?: TemplateResult;
}

/** What the phone shows before the ceremony: who asks, and the field for the code. */
export function phoneCard({ texts, intro, site, state, take, decline }: PhoneView): PhoneCard {
  const { handoff } = texts;
  const { browser, system } = state.opened ?? {};
  const source = [browser, system].filter(Boolean).join(', ') || handoff.unknownBrowser;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    take(toAsciiDigits(String(new FormData(form).get('code') ?? '')));
    form.reset();
  };
  if (state.opened === undefined) return { above: html`<p part="text">${texts.loading}</p>` };
  const above = html`<h2 part="title">${intro.title}</h2>
    <p part="source" class="source">${fill(handoff.from, { site: isolated(site), browser: isolated(source) })}</p>
    <p part="text">${handoff.warning}</p>`;
  const below = html`<form class="digits" @submit=${submit}>
      <label for="code">${handoff.type}</label>
      <input
        part="digits"
        id="code"
        name="code"
        inputmode="numeric"
        pattern="\\p{Nd}{2}"
        maxlength="2"
        autocomplete="off"
        dir="ltr"
        required
        aria-describedby="wrong"
        ?disabled=${state.busy}
      />
      <p id="wrong" class="wrong" role="alert">
        ${state.wrong ? fill(handoff.wrong, { count: String(state.triesLeft) }) : nothing}
      </p>
      <button part="button start" class="primary" type="submit" ?disabled=${state.busy}>${handoff.accept}</button>
    </form>
    <button part="button decline" class="plain" @click=${decline}>${handoff.decline}</button>
    <p part="privacy" class="quiet">${texts.privacy}</p>`;
  return { above, below };
}
