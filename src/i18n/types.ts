import type { HintName } from '../events.ts';
import type { Scenario } from '../wire/photo.ts';
import type { DeviceTexts } from './device-texts.ts';
import type { MessageName } from './message-names.ts';

/** Why a photo is refused, named as the hint of the error. */
export type PhotoIssue = Extract<
  HintName,
  | 'come-closer'
  | 'go-back'
  | 'more-light'
  | 'less-light'
  | 'even-light'
  | 'light-behind'
  | 'clean-lens'
  | 'uncover-face'
  | 'turn-to-front'
  | 'head-upright'
>;

export interface Message {
  readonly title: string;
  /** What happened, and what to do. */
  readonly text: string;
}

export interface Intro {
  readonly title: string;
  readonly text: string;
  readonly start: string;
  readonly done: string;
  readonly doneText: string;
  /** For a run that was cancelled after its last request, if that request may have had an effect. */
  readonly cancelledLate?: string;
}

/** Every text for people, in one language. Values replace placeholders such as `{name}`. */
export interface Pack {
  readonly direction: 'ltr' | 'rtl';
  /** What only screen readers say. */
  readonly spoken: {
    /** Half of the loading, or of a capture, is done. */
    readonly halfWay: string;
  };
  readonly enroll: Intro;
  readonly recover: Intro;
  readonly authenticate: Intro;
  readonly privacy: string;
  readonly simulated: string;
  readonly preview: string;
  readonly loading: string;
  readonly permission: string;
  readonly checking: string;
  readonly binding: string;
  readonly cancelled: string;
  readonly cancelledText: string;
  readonly cancel: string;
  readonly close: string;
  readonly retry: string;
  /** Agrees that an unused device is removed to make room for this browser. */
  readonly replaceDevice: string;
  readonly again: string;
  /** With `{time}`: minutes and seconds. */
  readonly lockedFor: string;
  /** With `{time}` as `Intl.RelativeTimeFormat` writes it, such as “in 3 days”. */
  readonly lockedForLong: string;
  /** In place of the rest of a lock, at its end. */
  readonly unlocked: string;
  readonly transaction: string;
  /** Enrollment from a photo. */
  readonly photo: {
    readonly title: string;
    /** Which photo is meant. */
    readonly intro: Readonly<Record<Scenario, string>>;
    /** The button that opens the file picker. */
    readonly choose: string;
    /** Besides the button, for people with a mouse or a keyboard. */
    readonly drop: string;
    /** Which files can be used. */
    readonly formats: string;
    /** Name of the preview for screen readers. */
    readonly preview: string;
    /** Announced once a photo is there. */
    readonly chosen: string;
    readonly use: string;
    readonly another: string;
    /** While the photo is examined. */
    readonly examining: string;
    readonly privacy: string;
    /** What is wrong with a photo, in addition to the message. */
    readonly issues: Readonly<Record<PhotoIssue, string>>;
  };
  /** A phone carries the ceremony out. */
  readonly handoff: {
    /** The button that begins it. */
    readonly start: string;
    /** What to do, for the QR code. */
    readonly scan: string;
    /** The name of the QR code for screen readers. */
    readonly qr: string;
    readonly link: string;
    readonly copy: string;
    readonly copied: string;
    /** Above the two digits on the computer. */
    readonly code: string;
    /** The phone has typed them. */
    readonly taken: string;
    /** On the phone, with `{site}` and `{browser}`. */
    readonly from: string;
    /** In place of a browser that has not named itself. */
    readonly unknownBrowser: string;
    /** Warns of links that others have sent. */
    readonly warning: string;
    /** The label of the field for the digits. */
    readonly type: string;
    /** With `{count}`. */
    readonly wrong: string;
    readonly accept: string;
    readonly decline: string;
    /** On the phone, after the success. */
    readonly done: string;
    /** On the computer, after the success. */
    readonly doneOnPhone: string;
  };
  /** The start screen, besides the introduction of the ceremony. */
  readonly prepare: {
    readonly duration: string;
    /** Below the three pictures. */
    readonly tips: { readonly oval: string; readonly light: string; readonly uncovered: string };
    /** What happens to the picture; follows `privacy`. */
    readonly picture: string;
    /** Name of a field. */
    readonly address: string;
    /** Copies the address of the page, for another browser. */
    readonly copyAddress: string;
    /** While loading, with `{loaded}` and `{total}`, such as “3.1” and “16 MB”. */
    readonly megabytes: string;
  };
  readonly cameraControl: {
    /** Opens the settings below. */
    readonly open: string;
    /** The label of the list of cameras. */
    readonly choose: string;
    /** A camera without a name, with `{number}`. */
    readonly unnamed: string;
    readonly mirror: string;
    readonly shutter: string;
    /** Where a denied permission is changed, by browser. With `{browser}`. */
    readonly allow: {
      readonly chrome: string;
      readonly chromeAndroid: string;
      readonly edge: string;
      readonly firefox: string;
      readonly firefoxAndroid: string;
      readonly safariMac: string;
      readonly safariIos: string;
      readonly samsung: string;
      /** Another browser than Safari on iOS. */
      readonly iosApp: string;
    };
    /** The page notices the permission. */
    readonly continues: string;
  };
  readonly hints: Readonly<Record<HintName, string>>;
  /** Texts of the liveness check, besides the hints. */
  readonly challenge: {
    /** For screen readers: half of a movement is done, all of it is done. */
    readonly halfWay: string;
    readonly done: string;
    /** The sequence of movements has started again. */
    readonly again: string;
    /** Leads to the content of the slot `alternative`, which follows it. */
    readonly alternative: string;
  };
  /** The ends of a capture that found no good picture: what was wrong, and the hint that the person saw. */
  readonly verdict: {
    /** With `{hint}`, one of `hints`. */
    readonly text: string;
    readonly far: string;
    readonly near: string;
    readonly offCenter: string;
    readonly dark: string;
    readonly bright: string;
    readonly uneven: string;
    readonly lightBehind: string;
    readonly blurred: string;
    readonly covered: string;
    readonly turned: string;
    readonly tilted: string;
    readonly sideways: string;
    readonly coarse: string;
    readonly noPicture: string;
  };
  /** Asks whether to go on, after a while without a result. */
  readonly stillTrying: { readonly question: string; readonly continue: string };
  /** The picture of an enrollment, before it is used. */
  readonly review: {
    /** The name of the picture for screen readers. */
    readonly picture: string;
    readonly question: string;
    readonly accept: string;
    readonly retake: string;
    /** With `{time}` as `Intl.RelativeTimeFormat` writes it, such as “in 3 seconds”. */
    readonly continues: string;
  };
  readonly messages: Readonly<Record<MessageName, Message>>;
  readonly devices: DeviceTexts;
}

/** Texts of the page that replace those of a pack. */
export type Labels = {
  readonly [Key in keyof Pack]?: Pack[Key] extends string ? string : DeepPartial<Pack[Key]>;
};
type DeepPartial<Value> = Value extends string
  ? string
  : { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> };
