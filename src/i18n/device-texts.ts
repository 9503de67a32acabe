/** Texts of the list of devices, in one language. */
export interface DeviceTexts {
  readonly title: string;
  readonly empty: string;
  readonly loading: string;
  readonly own: string;
  readonly types: { readonly BACKUP: string; readonly TEMPORARY: string; readonly SDK: string };
  /** The name of a browser that nobody has named, with `{browser}` and `{system}`. A number may follow. */
  readonly software: string;
  /** The heading above the bound browsers. */
  readonly browsers: string;
  /** What a bound browser runs on. */
  readonly phone: string;
  readonly computer: string;
  /** This text, `lastUsed` and `expires` with `{date}`, such as “3 days ago”. */
  readonly created: string;
  readonly lastUsed: string;
  readonly never: string;
  readonly expires: string;
  /** With `{date}`, for one in the past. */
  readonly expired: string;
  /** This text, `nameOf`, `remove`, `removeTitle`, `removed` and `renamed` with `{name}`. */
  readonly rename: string;
  readonly nameOf: string;
  readonly save: string;
  readonly remove: string;
  readonly removeTitle: string;
  readonly removeText: string;
  readonly removeOwnText: string;
  readonly confirm: string;
  readonly keep: string;
  /** With `{name}`. */
  readonly removeFailed: string;
  readonly add: string;
  readonly done: string;
  readonly removed: string;
  readonly renamed: string;
  readonly reload: string;
  /** One question about the other browsers, after a recovery. */
  readonly review: {
    readonly question: string;
    readonly text: string;
    /** The two answers. */
    readonly yes: string;
    readonly no: string;
    /** After yes. */
    readonly done: string;
    /** After no, above the list. */
    readonly remove: string;
  };
}
