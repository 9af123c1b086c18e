// SPDX-License-Identifier: Apache-2.0
// Who wants to know of something, and how a view lets go of everything it listened to.

export class Signal<T = void> {
  private readonly listeners = new Set<(value: T) => void>();

  on(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(value: T): void {
    for (const listener of [...this.listeners]) {
      listener(value);
    }
  }
}

/** A view's lifetime: what is kept here ends with it. */
export class Scope {
  private endings: (() => void)[] = [];
  private over = false;

  keep(ending: () => void): void {
    if (this.over) {
      ending();
    } else {
      this.endings.push(ending);
    }
  }

  every(milliseconds: number, run: () => void): void {
    const timer = setInterval(run, milliseconds);
    this.keep(() => clearInterval(timer));
  }

  isOver(): boolean {
    return this.over;
  }

  end(): void {
    this.over = true;
    for (const ending of this.endings.splice(0).reverse()) {
      ending();
    }
  }
}
