// The bar above the composer while something is read aloud.

import { useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import { Icon, IconButton } from "../ui/IconButton.tsx";
import { clock } from "./audio/playingTime.ts";
import { type SpeechPlayer, speeds } from "./audio/speechPlayer.ts";
import { useSpokenMark } from "./useSpokenMark.ts";

interface Props {
  readonly player: SpeechPlayer;
}

/** The player. It is always in the page, and hidden until something is read. */
export function Player({ player }: Props) {
  const { words } = useApp();
  const t = words.strings;
  const report = player.report.value;
  const state = player.state.value;
  const shown = player.session.value !== undefined;
  useSpokenMark(player);
  return (
    <section
      class="player"
      data-testid="player"
      data-state={state}
      data-session={player.session.value}
      data-played-ms={(report.played / 24).toFixed(3)}
      data-peak={report.peak.toFixed(5)}
      data-checksum={report.checksum}
      data-longest-gap-ms={report.longestGapMs.toFixed(2)}
      data-first-sound-ms={player.firstSoundMs.value?.toFixed(1)}
      data-part={report.part}
      aria-label={t.player}
      hidden={!shown}
    >
      {shown && (
        <>
          <p class="player-title" title={player.title.value}>
            {player.title.value}
          </p>
          <PlayerText player={player} />
          <PlayerProgress player={player} />
          <PlayerControls player={player} />
        </>
      )}
    </section>
  );
}

/** What is being read, or what stands in its way. */
function PlayerText({ player }: Props) {
  const t = useApp().words.strings;
  const error = player.error.value;
  const state = player.state.value;
  if (state === "blocked") {
    return (
      <div class="player-notice" role="alert">
        <span>{t.playerBlocked}</span>
        <button type="button" class="button" data-testid="player-unlock">
          {t.playerUnlock}
        </button>
      </div>
    );
  }
  if (state === "error" && error) {
    return (
      <div class="player-notice" role="alert">
        <span data-testid="error-notice">{error.text}</span>
        {error.action !== "" && (
          <button type="button" class="button" data-testid="error-action" onClick={() => player.pressErrorAction()}>
            {error.action}
          </button>
        )}
      </div>
    );
  }
  const { part, status } = player.report.value;
  const text = status === "finished" ? t.playerEnded : (player.parts.value[part] ?? t.playerLoading);
  return <p class="player-text">{state === "loading" && part === 0 ? t.playerLoading : text}</p>;
}

function PlayerProgress({ player }: Props) {
  const t = useApp().words.strings;
  const count = player.parts.value.length;
  const { part } = player.report.value;
  // While a person holds the thumb it stays with them, wherever the sound is.
  const held = useSignal<number | undefined>(undefined);
  const release = () => {
    held.value = undefined;
  };
  return (
    <input
      type="range"
      class="player-progress"
      data-testid="player-progress"
      aria-label={t.playerProgress}
      aria-valuetext={`${Math.min(part + 1, count)} / ${count}`}
      min={0}
      max={1000}
      value={held.value ?? Math.round(player.progress.value * 1000)}
      onInput={(event) => {
        held.value = Number(event.currentTarget.value);
      }}
      onChange={(event) => {
        release();
        player.seekTo(Number(event.currentTarget.value) / 1000);
      }}
      // After the change it may cause.
      onPointerUp={() => setTimeout(release)}
      onBlur={release}
    />
  );
}

/** "0:12 / 1:40"; a length that is still a guess says so. */
function PlayerTime({ player }: Props) {
  const t = useApp().words.strings;
  const { position, total, isKnown } = player.time.value;
  const text = `${clock(position)} / ${isKnown ? "" : "≈ "}${clock(total)}`;
  return (
    <span class="player-time" data-testid="player-time" role="img" aria-label={`${t.playerTime}: ${text}`}>
      {text}
    </span>
  );
}

function PlayerControls({ player }: Props) {
  const t = useApp().words.strings;
  const state = player.state.value;
  const plays = state === "playing" || state === "loading" || state === "blocked";
  const speed = player.speed.value;
  return (
    <div class="player-controls">
      <IconButton icon="chevron-left" label={t.playerBack} testId="player-back" onPress={() => player.step(-1)} />
      <IconButton
        icon={plays ? "debug-pause" : "play"}
        label={plays ? t.playerPause : t.playerPlay}
        testId="player-toggle"
        onPress={() => player.toggle()}
      />
      <IconButton icon="chevron-right" label={t.playerForward} testId="player-forward" onPress={() => player.step(1)} />
      <IconButton icon="debug-stop" label={t.playerStop} testId="player-stop" onPress={() => player.stop()} />
      <PlayerTime player={player} />
      <span class="spacer" />
      <label class="picker" title={t.playerSpeed}>
        <select
          data-testid="player-speed"
          aria-label={t.playerSpeed}
          value={String(speed)}
          onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
        >
          {speedChoices.map((choice) => (
            <option key={choice} value={String(choice)}>{`${choice}×`}</option>
          ))}
        </select>
        <span class="codicon codicon-chevron-down" aria-hidden="true" />
      </label>
      <label class="player-loudness" title={t.playerVolume}>
        <Icon name={player.volume.value === 0 ? "mute" : "unmute"} />
        <input
          type="range"
          class="player-volume"
          data-testid="player-volume"
          aria-label={t.playerVolume}
          min={0}
          max={100}
          value={Math.round(player.volume.value * 100)}
          onInput={(event) => player.setVolume(Number(event.currentTarget.value) / 100)}
        />
      </label>
      <IconButton icon="save" label={t.playerSave} testId="player-save" onPress={() => player.save()} />
    </div>
  );
}

const speedChoices = Array.from(
  { length: (speeds.max - speeds.min) / speeds.step + 1 },
  (_, index) => speeds.min + index * speeds.step,
);
