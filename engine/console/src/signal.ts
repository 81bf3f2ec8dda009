// A value that a component may follow.
import { useEffect, useState } from "preact/hooks";

export type Signal<T> = { get: () => T; set: (next: T) => void; follow: (fn: () => void) => () => void };

export function signal<T>(start: T): Signal<T> {
  let value = start;
  const followers = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const fn of [...followers]) fn();
    },
    follow(fn) {
      followers.add(fn);
      return () => void followers.delete(fn);
    },
  };
}

export function useSignal<T>(s: Signal<T>): T {
  const [, again] = useState(0);
  useEffect(() => s.follow(() => again((n) => n + 1)), [s]);
  return s.get();
}
