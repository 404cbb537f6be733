// A voice for the emulator: syllable-like bursts of vowels at the pace of speech, the same samples for the same text.
// It is no speech, but it has speech's length, pauses and loudness, so that players can be tested and heard.

/** API document: 24 kHz, mono, signed 16-bit. */
export const sampleRate = 24_000;

const samples = (seconds: number) => Math.round(seconds * sampleRate);

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  return value >>> 0;
}

/** Pitch of a voice in hertz; the named ones as the API document calls them female or male. */
function pitchOf(voice: string): number {
  const female = ["冰糖", "茉莉", "Mia", "Chloe"].indexOf(voice);
  if (female >= 0) return 205 + female * 12;
  const male = ["苏打", "白桦", "Milo", "Dean"].indexOf(voice);
  if (male >= 0) return 105 + male * 10;
  return 110 + (hash(voice) % 120);
}

/**
 * What is spoken of a text: tags in `()`, `（）` and `[]` steer the voice and are not read. API document, "Speech": text
 * that is not meant as a tag must be escaped or reworded, so text in brackets goes unheard here, as it may there. A
 * backslash before a bracket escapes it.
 */
export function spokenText(text: string): string {
  return text
    .replace(/(?<!\\)(\([^()]*\)|（[^（）]*）|\[[^[\]]*\])/g, " ")
    .replace(/\\([()[\]（）])/g, "$1")
    .trim();
}

interface Syllable {
  /** Seconds; without a vowel it is a pause. */
  seconds: number;
  vowel?: number;
}

/** About 150 English words a minute, or 4 Chinese characters a second, pauses included. */
function syllablesOf(text: string): Syllable[] {
  const syllables: Syllable[] = [];
  const tokens = text.match(/[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]|[\p{L}\p{N}'’]+|[.!?;:,。!?;:,、\n]/gu) ?? [];
  for (const token of tokens) {
    if (/^[.!?。!?\n]$/.test(token)) syllables.push({ seconds: 0.25 });
    else if (/^[;:,;:,、]$/.test(token)) syllables.push({ seconds: 0.12 });
    else if (/^[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]$/.test(token))
      syllables.push({ seconds: 0.22, vowel: hash(token) });
    else {
      const count = Math.min(8, Math.max(1, token.match(/[aeiouy]+|\d/gi)?.length ?? 1));
      for (let i = 0; i < count; i++) syllables.push({ seconds: 0.19, vowel: hash(`${token}${i}`) });
      syllables.push({ seconds: 0.05 });
    }
  }
  return syllables;
}

const tableSize = 512;
/** First two formants of a few vowels, hertz. */
const formants = [
  [730, 1090],
  [530, 1840],
  [390, 1990],
  [570, 840],
  [440, 1020],
] as const;

/** One period of a vowel at a pitch: harmonics, stronger near the formants, with a peak of 1. */
function vowelTable(vowel: number, pitch: number): Float32Array {
  const [first, second] = formants[vowel % formants.length] ?? [500, 1500];
  const table = new Float32Array(tableSize);
  for (let harmonic = 1; harmonic * pitch < 4000; harmonic++) {
    const frequency = harmonic * pitch;
    const near = (formant: number, width: number) => Math.exp(-(((frequency - formant) / width) ** 2));
    const weight = 0.15 / harmonic + near(first, 150) + 0.5 * near(second, 200);
    for (let i = 0; i < tableSize; i++)
      table[i] = (table[i] ?? 0) + weight * Math.sin((2 * Math.PI * harmonic * i) / tableSize);
  }
  const peak = table.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return table.map((value) => value / peak);
}

/** The samples of a text in a voice. Tags are left out; a text with nothing to say is a tenth of a second of silence. */
export function synthesize(text: string, voice: string): Int16Array {
  const syllables = syllablesOf(spokenText(text));
  const total = syllables.reduce((sum, syllable) => sum + samples(syllable.seconds), 0);
  const output = new Int16Array(Math.max(total, samples(0.1)));
  const base = pitchOf(voice);
  const tables = formants.map((_, vowel) => vowelTable(vowel, base));
  let at = 0;
  for (const [index, { seconds, vowel }] of syllables.entries()) {
    const length = samples(seconds);
    const table = vowel === undefined ? undefined : tables[vowel % tables.length];
    if (table && vowel !== undefined) {
      // The pitch falls a little within a syllable and wanders between them.
      const pitch = base * (1 + ((vowel >>> 8) % 7) / 60 - (index % 9) / 120);
      let phase = 0;
      for (let i = 0; i < length; i++) {
        const attack = Math.min(1, i / samples(0.015));
        const release = Math.min(1, (length - i) / samples(0.05));
        output[at + i] = Math.round((table[phase | 0] ?? 0) * attack * release * 16_000);
        phase = (phase + (tableSize * pitch * (1 - 0.06 * (i / length))) / sampleRate) % tableSize;
      }
    }
    at += length;
  }
  return output;
}
