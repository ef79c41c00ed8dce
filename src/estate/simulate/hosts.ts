import { activationThresholds } from '../../knowledge/thresholds.ts';
import type { HostStory, PlannedHost, SimulationPlan } from '../../model/simulation.ts';
import { Random } from '../clock/random.ts';
import { ClientIdCache } from '../host/client-id-cache.ts';
import { chooseHost } from './choose-host.ts';
import { dayMinutes, holds, minuteMs } from './days.ts';

/** The KMS hosts of a plan, with the same list of client IDs as the reference host's. */
export class PlannedHosts {
  readonly stories: readonly HostStory[];
  private readonly plans: readonly PlannedHost[];
  private readonly caches: readonly ClientIdCache<number>[];
  private readonly up: boolean[];
  private readonly random: Random;
  private readonly days: number;
  private nextAnswering = 0;
  private readonly answers = (host: number): boolean => this.up[host] === true;

  constructor({ hosts, days, seed }: SimulationPlan) {
    this.plans = hosts;
    this.days = days;
    this.caches = hosts.map(() => new ClientIdCache<number>());
    this.up = hosts.map(() => true);
    this.random = new Random(seed ^ 0x5bd1_e995);
    this.stories = hosts.map(({ name }) => ({
      name, count: new Int32Array(days), highest: new Int32Array(days), requests: new Int32Array(days), isUp: new Uint8Array(days),
      reachedServersAt: null, reachedClientsAt: null,
    }));
  }

  /** The first day (0-based), from the open one on, on which any host answers; the plan's number of days where none does. */
  get answeringDay(): number {
    return this.nextAnswering;
  }

  isUp(host: number): boolean {
    return this.up[host] === true;
  }

  /** The host that a machine finds by its SRV records; null where none answers. */
  find(): number | null {
    return chooseHost(this.plans, this.answers, this.random);
  }

  /** A host that goes down, comes back or is restarted counts from nothing. Source: Microsoft, plan-for-volume-activation-client. */
  openDay(day: number): void {
    this.plans.forEach((plan, host) => {
      const isUp = isPlannedUp(plan, day);
      if (isUp !== this.up[host] || plan.restartDays.includes(day + 1)) this.caches[host]?.clear();
      this.up[host] = isUp;
    });
    this.nextAnswering = Math.max(this.nextAnswering, day);
    while (this.nextAnswering < this.days && !this.plans.some((plan) => isPlannedUp(plan, this.nextAnswering))) this.nextAnswering++;
  }

  /** A machine's request; gives the count that the host answers with. */
  ask(host: number, machine: number, requiredCount: number, minute: number): number {
    const count = this.caches[host]?.contact(machine, requiredCount, minute * minuteMs) ?? 0;
    const story = this.stories[host];
    if (story === undefined || minute < 0) return count;
    const day = Math.floor(minute / dayMinutes);
    story.requests[day] = (story.requests[day] ?? 0) + 1;
    if (count > (story.highest[day] ?? 0)) {
      story.highest[day] = count;
      if (count >= activationThresholds.windowsServer) story.reachedServersAt ??= minute;
      if (count >= activationThresholds.windowsClient) story.reachedClientsAt ??= minute;
    }
    return count;
  }

  /** Before the first day: what the hosts had counted by then. */
  begin(): void {
    this.stories.forEach((story, host) => {
      const count = this.caches[host]?.count(0) ?? 0;
      if (count >= activationThresholds.windowsServer) story.reachedServersAt = 0;
      if (count >= activationThresholds.windowsClient) story.reachedClientsAt = 0;
    });
  }

  closeDay(day: number): void {
    this.stories.forEach((story, host) => {
      story.isUp[day] = Number(this.up[host]);
      story.count[day] = this.caches[host]?.count((day + 1) * dayMinutes * minuteMs) ?? 0;
      story.highest[day] = Math.max(story.highest[day] ?? 0, story.count[day] ?? 0);
    });
  }
}

const isPlannedUp = ({ outages }: PlannedHost, day: number): boolean => !outages.some((span) => holds(span, day));
