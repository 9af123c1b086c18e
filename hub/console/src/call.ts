// SPDX-License-Identifier: Apache-2.0
// One call, from accepting it to its end. The terminal is always the offerer; a rebuilt session is a new offer with a higher
// number and gets a new connection here. Camera and microphone are asked for after the hub has given us the call, and let go
// at its end whatever the end was.
import { Media, media as mediaOf, members, number, text, uuid } from "./contract.js";
import { LiveMessage } from "./live.js";
import { Signal } from "./signal.js";

export type Phase = "accepting" | "asking" | "connecting" | "talking" | "still" | "rebuilding" | "ended";
export type Device = "on" | "off" | "none";
export interface Line { ours: boolean; text: string; at: number }
export type Speak = (message: Record<string, unknown>) => boolean;

const LONGEST_SDP = 32_768;
const LONGEST_TEXT = 1000;
const HUB_PATIENCE_MS = 10_000;
const CONNECT_PATIENCE_MS = 15_000;
const STILL_AFTER_MS = 3000;

interface Offer { session: number; sdp: string }

export class Call {
  readonly changed = new Signal();
  readonly said = new Signal<Line>();
  phase: Phase = "accepting";
  topic = "";
  order: string | null = null;
  /** What is on the line now; less than was asked for after a `degrade` or when a device could not be had. */
  media: Media = "video";
  asked: Media = "video";
  camera: Device = "none";
  microphone: Device = "none";
  deviceRefused = false;
  local: MediaStream | null = null;
  remote: MediaStream | null = null;
  lines: Line[] = [];
  noted: Line[] = [];
  ending = "";
  startedAt = 0;
  endedAt = 0;
  stillSince = 0;

  private connection: RTCPeerConnection | null = null;
  private session = 0;
  private ice: RTCIceServer[] = [];
  private waitingOffer: Offer | null = null;
  private earlyCandidates: { session: number; candidate: RTCIceCandidateInit }[] = [];
  private timers: number[] = [];
  private progress = { count: 0, at: 0 };

  constructor(readonly id: string, private readonly speak: Speak) {}

  accept(): void {
    if (!this.say({ type: "accept" })) {
      this.finish("connection-lost");
      return;
    }
    this.timers.push(window.setTimeout(() => this.phase === "accepting" && this.hangUp("hub-silent"), HUB_PATIENCE_MS));
  }

  /** A message of the live socket that names this call. */
  heard(message: LiveMessage): void {
    if (message.call !== this.id || this.phase === "ended") {
      return;
    }
    switch (message.type) {
      case "call": void this.given(message); break;
      case "offer": void this.offered({ session: number(message.session, 1), sdp: text(message.sdp, LONGEST_SDP + 1) }); break;
      case "cand": this.candidate(message); break;
      case "text": this.line(false, text(message.text, LONGEST_TEXT)); break;
      case "degrade": this.degrade(mediaOf(message.media)); break;
      case "bye": this.finish(text(message.reason, 40) || "peer-ended"); break;
      default: break;
    }
  }

  /** False: not sent, the words are still the lawyer's to send. */
  write(words: string): boolean {
    const sent = this.phase !== "ended" && words.length <= LONGEST_TEXT && this.say({ type: "text", text: words });
    if (sent) {
      this.line(true, words);
    }
    return sent;
  }

  note(words: string): boolean {
    return this.phase !== "ended" && words.length <= LONGEST_TEXT && this.say({ type: "note", text: words });
  }

  /** A note that the hub has taken, by whichever way. */
  keepNote(words: string): void {
    this.noted.push({ ours: true, text: words, at: Date.now() });
    this.changed.emit();
  }

  toggleCamera(): void {
    this.camera = this.toggle(this.camera, this.local?.getVideoTracks() ?? []);
    this.changed.emit();
  }

  toggleMicrophone(): void {
    this.microphone = this.toggle(this.microphone, this.local?.getAudioTracks() ?? []);
    this.changed.emit();
  }

  hangUp(reason = "agent-ended"): void {
    if (this.phase !== "ended") {
      this.say({ type: "bye", reason });
      this.finish(reason);
    }
  }

  /** The live socket is gone, and the hub tells the citizen so. */
  cutOff(): void {
    if (this.phase !== "ended") {
      this.finish("connection-lost");
    }
  }

  private say(message: Record<string, unknown>): boolean {
    return this.speak({ ...message, call: this.id, session: Math.max(1, this.session) });
  }

  private line(ours: boolean, words: string): void {
    if (words !== "") {
      const line = { ours, text: words, at: Date.now() };
      this.lines = [...this.lines.slice(-499), line];
      this.said.emit(line);
      this.changed.emit();
    }
  }

  private become(phase: Phase): void {
    if (this.phase !== phase && this.phase !== "ended") {
      this.phase = phase;
      this.stillSince = phase === "still" ? Date.now() : 0;
      this.changed.emit();
    }
  }

  private async given(message: LiveMessage): Promise<void> {
    if (this.phase !== "accepting") {
      return;
    }
    this.topic = text(message.topic, 40);
    this.order = uuid(message.order);
    this.asked = this.media = mediaOf(message.media);
    this.ice = iceServers(message.ice);
    this.startedAt = Date.now();
    this.timers.push(window.setInterval(() => void this.watch(), 1000));
    if (this.asked === "text") {
      this.become("talking");
      return;
    }
    this.become("asking");
    await this.openDevices();
    if (this.isOver()) {
      this.releaseDevices();
      return;
    }
    this.become("connecting");
    this.timers.push(window.setTimeout(() => this.phase === "connecting" && this.become("still"), CONNECT_PATIENCE_MS));
    const offer = this.waitingOffer;
    this.waitingOffer = null;
    if (offer) {
      await this.offered(offer);
    }
  }

  private isOver(): boolean {
    return this.phase === "ended";
  }

  /** As much as can be had: both, then sound alone, then none. The citizen is still seen and heard. */
  private async openDevices(): Promise<void> {
    const sound: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const picture: MediaTrackConstraints = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20, max: 30 } };
    const wishes: MediaStreamConstraints[] = [{ audio: sound }];
    if (this.asked === "video") {
      wishes.unshift({ audio: sound, video: picture });
    }
    for (const wish of wishes) {
      try {
        this.local = await navigator.mediaDevices.getUserMedia(wish);
        break;
      } catch {
        this.deviceRefused = true;
      }
    }
    this.camera = this.local?.getVideoTracks().length ? "on" : "none";
    this.microphone = this.local?.getAudioTracks().length ? "on" : "none";
    this.changed.emit();
  }

  private async offered(offer: Offer): Promise<void> {
    if (offer.sdp === "" || offer.sdp.length > LONGEST_SDP || offer.session <= this.session && this.connection !== null) {
      return;
    }
    if (this.phase === "accepting" || this.phase === "asking") {
      this.waitingOffer = offer;
      return;
    }
    if (this.connection !== null || this.session > 0) {
      this.become("rebuilding");
    }
    this.dropConnection();
    this.session = offer.session;
    const connection = new RTCPeerConnection({ iceServers: this.ice, bundlePolicy: "max-bundle" });
    this.connection = connection;
    this.listenTo(connection);
    try {
      await this.answer(connection, offer);
    } catch {
      if (this.connection === connection) {
        this.become("still");
      }
    }
  }

  private listenTo(connection: RTCPeerConnection): void {
    const stream = new MediaStream();
    connection.ontrack = (event) => {
      stream.addTrack(event.track);
      if (this.connection === connection) {
        this.remote = stream;
        this.changed.emit();
      }
    };
    connection.onicecandidate = (event) => {
      if (this.connection === connection && event.candidate !== null && event.candidate.candidate !== "") {
        this.say({ type: "cand", mid: event.candidate.sdpMid, index: event.candidate.sdpMLineIndex,
          candidate: event.candidate.candidate });
      }
    };
    connection.onconnectionstatechange = () => this.connection === connection && this.connectionIs(connection.connectionState);
  }

  private async answer(connection: RTCPeerConnection, offer: Offer): Promise<void> {
    await connection.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    for (const early of this.earlyCandidates.splice(0).filter((one) => one.session === offer.session)) {
      await connection.addIceCandidate(early.candidate).catch(() => undefined);
    }
    const kinds = new Set(connection.getTransceivers().map((one) => one.receiver.track.kind));
    for (const track of this.local?.getTracks() ?? []) {
      if (kinds.has(track.kind) && this.local && track.readyState === "live") {
        connection.addTrack(track, this.local);
      }
    }
    await connection.setLocalDescription(await connection.createAnswer());
    if (this.connection === connection && connection.localDescription) {
      this.say({ type: "answer", sdp: connection.localDescription.sdp });
    }
  }

  private candidate(message: LiveMessage): void {
    const session = number(message.session, 1);
    const candidate = { sdpMid: typeof message.mid === "string" ? text(message.mid, 64) : null,
      sdpMLineIndex: number(message.index), candidate: text(message.candidate, 2000) };
    if (session < this.session || candidate.candidate === "") {
      return;
    }
    if (session === this.session && this.connection?.remoteDescription) {
      this.connection.addIceCandidate(candidate).catch(() => undefined);
    } else if (this.earlyCandidates.length < 200) {
      this.earlyCandidates.push({ session, candidate });
    }
  }

  private connectionIs(state: RTCPeerConnectionState): void {
    if (state === "connected") {
      this.progress = { count: -1, at: Date.now() };
      this.become("talking");
    } else if (state === "disconnected" || state === "failed") {
      this.become("still");
    }
  }

  /** Once a second: does anything arrive? The connection's own state may say "connected" long after the other side died. */
  private async watch(): Promise<void> {
    const connection = this.connection;
    if (connection === null || connection.connectionState !== "connected" || this.media === "text") {
      return;
    }
    const kind = this.media === "video" ? "video" : "audio";
    let count = 0;
    (await connection.getStats()).forEach((entry: unknown) => {
      const one = members(entry);
      if (one.type === "inbound-rtp" && one.kind === kind) {
        count += number(kind === "video" ? one.framesDecoded : one.packetsReceived);
      }
    });
    if (this.connection !== connection) {
      return;
    }
    if (count !== this.progress.count) {
      this.progress = { count, at: Date.now() };
      this.become("talking");
    } else if (Date.now() - this.progress.at >= STILL_AFTER_MS) {
      this.become("still");
    }
  }

  private degrade(media: Media): void {
    this.media = media;
    if (media !== "video") {
      this.stop(this.local?.getVideoTracks() ?? []);
      this.camera = "none";
    }
    if (media === "text") {
      this.releaseDevices();
      this.dropConnection();
      this.become("talking");
    }
    this.progress = { count: -1, at: Date.now() };
    this.changed.emit();
  }

  private toggle(device: Device, tracks: MediaStreamTrack[]): Device {
    for (const track of tracks) {
      track.enabled = device !== "on";
    }
    return device === "none" ? "none" : device === "on" ? "off" : "on";
  }

  private stop(tracks: MediaStreamTrack[]): void {
    for (const track of tracks) {
      track.stop();
      this.local?.removeTrack(track);
    }
  }

  private releaseDevices(): void {
    this.stop(this.local?.getTracks() ?? []);
    this.local = null;
    this.camera = this.microphone = "none";
  }

  private dropConnection(): void {
    const connection = this.connection;
    this.connection = null;
    this.remote = null;
    if (connection) {
      connection.ontrack = connection.onicecandidate = connection.onconnectionstatechange = null;
      connection.close();
    }
  }

  private finish(reason: string): void {
    for (const timer of this.timers.splice(0)) {
      clearTimeout(timer);
      clearInterval(timer);
    }
    this.dropConnection();
    this.releaseDevices();
    this.ending = reason;
    this.endedAt = Date.now();
    this.become("ended");
  }
}

/** Only what can be an ICE server's description; a hub without TURN sends none. */
function iceServers(value: unknown): RTCIceServer[] {
  const servers = Array.isArray(value) ? value.slice(0, 8) : [];
  return servers.flatMap((one) => {
    const from = members(one);
    const urls = (Array.isArray(from.urls) ? from.urls : [from.urls]).map((url) => text(url, 300))
      .filter((url) => /^(stun|turns?):/.test(url));
    return urls.length === 0 ? [] : [{ urls, username: text(from.username, 300), credential: text(from.credential, 300) }];
  });
}
