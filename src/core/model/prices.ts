// What MiMo charges, as data with a date: prices change, and a cost worked out from them is an estimate. The source of
// every number is the API document, section Prices.

/** What pay as you go is counted in. */
export type Currency = "usd" | "cny";

/** Who pays: the balance of a pay-as-you-go account, or the credits of a Token Plan. */
export type Billing = "money" | "credits";

/** Money or credits for one million tokens. Reasoning counts as output. */
export interface Rates {
  /** Input the service found in its cache. */
  readonly cachedInput: number;
  readonly input: number;
  readonly output: number;
}

/** The rates of one model; undefined where no document names them. */
export interface ModelPrice {
  readonly model: string;
  readonly usd?: Rates;
  readonly cny?: Rates;
  readonly credits?: Rates;
}

/** All prices of a time. */
export interface PriceList {
  /** The month they came into force, `YYYY-MM`; they hold until the next list's. */
  readonly since: string;
  /** The month they were last compared with what MiMo publishes, `YYYY-MM`. */
  readonly checked: string;
  readonly models: readonly ModelPrice[];
  /** For one web search. Credits: no document says, so a search costs none here. */
  readonly webSearch: Readonly<Record<Currency, number>>;
  /** Credits cost this share of the rate at night, see `isNight`. Money has no night rate. */
  readonly nightShare: number;
}

const million = 1_000_000;
const rates = (cachedInput: number, input: number, output: number): Rates => ({ cachedInput, input, output });
const creditsPerToken = (cachedInput: number, input: number, output: number): Rates =>
  rates(cachedInput * million, input * million, output * million);

/** "pro $0.0036 / 0.435 / 0.87 (¥0.025 / 3 / 6)"; credits a token "pro 2.5 / 300 / 600". No length bands. */
const pro = {
  usd: rates(0.0036, 0.435, 0.87),
  cny: rates(0.025, 3, 6),
  credits: creditsPerToken(2.5, 300, 600),
};

/** "flash and v2.5 $0.0028 / 0.14 / 0.28 (¥0.02 / 1 / 2)"; credits a token "flash 2 / 100 / 200". */
const flash = {
  usd: rates(0.0028, 0.14, 0.28),
  cny: rates(0.02, 1, 2),
  credits: creditsPerToken(2, 100, 200),
};

/** "Speech: free for a limited time"; the Token Plan's announcement has it at 0 credits a token. */
const free = { usd: rates(0, 0, 0), cny: rates(0, 0, 0), credits: rates(0, 0, 0) };

/** The lists, oldest first. Models that were retired before a list have no price in it: whoever still serves them sets it. */
export const priceLists: readonly PriceList[] = [
  {
    since: "2026-05",
    checked: "2026-11",
    models: [
      { model: "mimo-v2.6-pro", ...pro },
      { model: "mimo-v2.6-flash", ...flash },
      // "ultraspeed $0.036 / 4.35 / 8.7"; the table of models says ten times the price, hence the yuan. Credits: unknown.
      { model: "mimo-v2.6-pro-ultraspeed", usd: rates(0.036, 4.35, 8.7), cny: rates(0.25, 30, 60) },
      { model: "mimo-v2.5-pro", ...pro },
      // The document names no credits for v2.5.
      { model: "mimo-v2.5", usd: flash.usd, cny: flash.cny },
      { model: "mimo-v2.5-tts", ...free },
      { model: "mimo-v2.5-tts-voicedesign", ...free },
      { model: "mimo-v2.5-tts-voiceclone", ...free },
      { model: "mimo-v2-tts", ...free },
    ],
    // "Web search: $5 or ¥25 per 1,000", reading the pages included.
    webSearch: { usd: 5 / 1000, cny: 25 / 1000 },
    // "×0.8 from 00:00 to 08:00 Beijing time", for Token Plans.
    nightShare: 0.8,
  },
];

/** The list in force on `day` (`YYYY-MM-DD`); the first one for days before it. */
export function priceListOn(day: string): PriceList {
  const list = priceLists.findLast(({ since }) => day >= since) ?? priceLists[0];
  if (list === undefined) throw new Error("there is no price list");
  return list;
}

/** The night of Token Plans: 00:00 to 08:00 in Beijing, which is UTC+8 all year. `at` is in ms since the epoch. */
export function isNight(at: number): boolean {
  return (new Date(at).getUTCHours() + 8) % 24 < 8;
}
