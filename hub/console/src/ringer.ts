// SPDX-License-Identifier: Apache-2.0
// Two soft tones when somebody begins to wait. Made here: no sound file, no request.
import { Desk } from "./desk.js";

const TONES_HZ = [660, 880];
const TONE_S = 0.18;
const LOUDNESS = 0.08;

export class Ringer {
  private audio: AudioContext | null = null;

  constructor(desk: Desk) {
    desk.someoneCame.on(() => this.ring());
  }

  private ring(): void {
    this.audio ??= new AudioContext();
    const audio = this.audio;
    TONES_HZ.forEach((pitch, index) => {
      const start = audio.currentTime + index * TONE_S;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(LOUDNESS, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + TONE_S);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + TONE_S);
    });
  }
}
