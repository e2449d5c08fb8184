/** Reads a session's status once for all event streams of that session in this process. */
import { readWatchedStatus } from "../services/browser/read-for-browser.ts";
import type { ServiceContext } from "../services/context.ts";
import { entityTagOf } from "./entity-tag.ts";

/** A status, ready to be sent. */
export interface RenderedStatus {
  /** The same for two statuses that differ in nothing but `serverTime`. */
  readonly tag: string;
  readonly json: string;
}

export interface Follower {
  /** False while it cannot take a status. The session is not read only for such followers. */
  takesMore(): boolean;
  receive(status: RenderedStatus): void;
  /** The session could not be read. */
  fail(error: unknown): void;
}

export interface StatusFeed {
  /** Reads the status and hands it to every follower. */
  update(): Promise<void>;
  /** Call it now and then: it has the provider queried where the schedule says so, and else does nothing. */
  beat(): void;
  leave(): void;
}

export interface StatusFeeds {
  /** Joins the feed of the session. Call `update` for the first status. */
  follow(sessionId: string, follower: Follower): StatusFeed;
}

interface Feed {
  readonly followers: Set<Follower>;
  readonly update: (maySync: boolean) => Promise<void>;
  readonly beat: () => void;
  readonly end: () => void;
}

export function createStatusFeeds(context: ServiceContext): StatusFeeds {
  const feeds = new Map<string, Feed>();

  function openFeed(sessionId: string): Feed {
    const feed = createFeed(context, sessionId);
    feeds.set(sessionId, feed);
    return feed;
  }

  return {
    follow(sessionId, follower) {
      const feed = feeds.get(sessionId) ?? openFeed(sessionId);
      feed.followers.add(follower);
      return {
        update: () => feed.update(false),
        beat: feed.beat,
        leave() {
          feed.followers.delete(follower);
          if (feed.followers.size > 0 || feeds.get(sessionId) !== feed) return;
          feeds.delete(sessionId);
          feed.end();
        },
      };
    },
  };
}

function createFeed(context: ServiceContext, sessionId: string): Feed {
  const followers = new Set<Follower>();
  let running: Promise<void> | undefined;
  let again = false;
  /** Epoch ms; null: the provider is not to be queried for these customers. */
  let queryAt: number | null = null;

  async function read(maySync: boolean): Promise<void> {
    if (![...followers].some((follower) => follower.takesMore())) return;
    const result = await readWatchedStatus(context, { sessionId, maySync });
    // A session that is gone changes no more.
    queryAt = null;
    if (!result.ok) return;
    const { status, version } = result.value;
    subscription.hasRead(version);
    // A query that was due and could not be made is not tried again at each beat: a job makes it.
    const isDue = result.value.queryAt !== null && result.value.queryAt <= context.clock.now();
    if (!maySync || !isDue) queryAt = result.value.queryAt;
    const rendered = { tag: entityTagOf(status), json: JSON.stringify(status) };
    for (const follower of followers) follower.receive(rendered);
  }

  async function run(maySync: boolean): Promise<void> {
    try {
      await read(maySync);
      while (again) {
        again = false;
        await read(false);
      }
    } catch (error) {
      for (const follower of [...followers]) follower.fail(error);
    } finally {
      running = undefined;
    }
  }

  function update(maySync: boolean): Promise<void> {
    if (running === undefined) running = run(maySync);
    else again = true;
    return running;
  }

  const subscription = context.channel.subscribe(sessionId, () => void update(false));
  return {
    followers,
    update,
    beat() {
      if (queryAt === null || queryAt > context.clock.now()) return;
      queryAt = null;
      void update(true);
    },
    end: subscription.end,
  };
}
