/** The site's own model set: `DEMO_MODELS`, or a copy of the bundled one. The bundled set has its address to itself, where its manifest is checked. */
export const MODELS = '/recognize/assets/site-models/manifest.json';
/** For people who enrolled before the site changed its models. */
export const PREVIOUS_MODELS = '/recognize/assets/previous-models/manifest.json';
