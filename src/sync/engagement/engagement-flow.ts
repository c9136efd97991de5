import type { EngagementClient } from '../../clients/engagement/client.js';
import { ConnectorClient } from '../../clients/engagement/connector-client.js';
import { PublicClient } from '../../clients/engagement/public-client.js';
import { inLists, textOf } from '../../clients/salesforce/wire.js';
import type { SalesforceUser } from '../../model/engagement.js';
import type { SystemName } from '../../model/wire.js';
import type { ConnectorSettings } from '../../rules/engagement/settings.js';
import type { UserDirectory } from '../../rules/engagement/users.js';
import type { CommandHandler, Flow, FlowContext, PendingKey, Polled, Reconciled } from '../flow.js';
import type { FlowParts } from '../flows.js';
import { createMemberHandler } from './campaign-members.js';
import { decide, waitForResume } from './decide.js';
import { type Deciding, isPushed, settingsNow } from './deciding.js';
import { createTaskHandler } from './email-tasks.js';
import { createPersonHandler, type HandlerParts, updatePersonHandler, writeProspectHandler } from './handlers.js';
import { readKey, readSalesKey } from './keys.js';
import { load, PassCache } from './load.js';
import { poll, WATCHED } from './poll.js';
import { reconcileSales } from './sales/reconcile-sales.js';
import { writeAccountHandler, writeOpportunityHandler } from './sales/sales-handlers.js';
import { Schema } from './schema.js';
import { writeCampaignHandler, writeUserHandler } from './setup/setup-handlers.js';

/** The flow between Salesforce and Account Engagement, for every business unit under the org. Source: reference engagement A; AE-1 to AE-20. */
export function createEngagementFlow(parts: FlowParts): Flow {
  return new EngagementFlow(parts);
}

class EngagementFlow implements Flow {
  readonly name = 'engagement';
  readonly handlers: readonly CommandHandler[];
  readonly #parts: HandlerParts;
  readonly #cache = new PassCache();

  constructor({ connections, salesforce, send }: FlowParts) {
    const { url, api } = connections.engagement;
    const Client = api === 'public' ? PublicClient : ConnectorClient;
    const engagement: EngagementClient = new Client(url, salesforce.session, send.engagement);
    const schema = new Schema(salesforce, engagement);
    this.#parts = { salesforce, engagement, schema, cache: this.#cache, directory: (unit) => this.#directory(unit) };
    // Each handler is only handed commands of its own kind.
    this.handlers = [
      createPersonHandler(this.#parts) as unknown as CommandHandler,
      updatePersonHandler(this.#parts) as unknown as CommandHandler,
      createMemberHandler(this.#parts) as unknown as CommandHandler,
      createTaskHandler(this.#parts) as unknown as CommandHandler,
      writeProspectHandler(this.#parts) as unknown as CommandHandler,
      writeAccountHandler(engagement) as unknown as CommandHandler,
      writeOpportunityHandler(engagement) as unknown as CommandHandler,
      writeUserHandler(engagement, this.#cache) as unknown as CommandHandler,
      writeCampaignHandler(engagement, this.#cache) as unknown as CommandHandler,
    ];
  }

  watches(system: SystemName, object: string): boolean {
    return system === 'engagement' || (system === 'salesforce' && WATCHED.has(object));
  }

  begin(): void {
    this.#cache.clear();
  }

  async poll(context: FlowContext): Promise<Polled> {
    await this.#signIn(context);
    // The first poll must know all columns; later ones learn of new fields from the passes that have something to do.
    if (!this.#cache.isSchemaKnown) await this.#refreshSchema(context);
    const { people, prospects, ...polled } = await poll(this.#parts, context);
    for (const person of people) this.#cache.people.set(person.id, person);
    for (const prospect of prospects) this.#cache.prospects.set(`${prospect.unit}|${prospect.id}`, prospect);
    return polled;
  }

  /**
   * The connector user of the page sees and writes, and owns what nobody does. Source: reference A.13 row 18.
   * Assumed: all units have the same one; the calls of a unit that names another are refused there.
   */
  async #signIn(context: FlowContext): Promise<void> {
    const [unit] = context.settings.units();
    const user = unit === undefined ? null : context.settings.engagement(unit, context.now())['connectorUser'];
    if (typeof user === 'string') await this.#parts.salesforce.signInAs(user);
  }

  laneOf(key: string): string {
    return readKey(key).unit;
  }

  async reconcile(keys: readonly PendingKey[], context: FlowContext): Promise<readonly Reconciled[]> {
    const units = new Map([...new Set(keys.map(({ key }) => readKey(key).unit))].map((unit) => [unit, pageOf(unit, context)]));
    const isWaiting = (key: PendingKey): boolean => units.get(readKey(key.key).unit)!.settings.paused && !isPushed(key);
    const waiting = keys.filter(isWaiting).map(waitForResume);
    const due = keys.filter((key) => !isWaiting(key));
    if (due.length === 0) return waiting;
    await this.#refreshSchema(context);
    for (const unit of units.keys()) this.#parts.schema.demand(unit);
    if (readSalesKey(due[0]!.key) !== null)
      return this.#parts.engagement.offers.sales ? [...waiting, ...(await this.#sales(due, context))] : waiting;
    const loaded = await load(due, this.#parts, this.#cache, context);
    const directories = new Map<string, UserDirectory>();
    for (const unit of new Set(due.map(({ key }) => readKey(key).unit))) directories.set(unit, await this.#directory(unit, context));
    for (const unit of units.keys()) if (units.get(unit)!.settings.memberSync) await this.#readCampaigns(unit);
    const deciding: Deciding = {
      loaded,
      context,
      schema: this.#parts.schema,
      directory: (unit) => directories.get(unit)!,
      settings: (unit) => units.get(unit)!.settings,
      defaultCampaign: (unit) => units.get(unit)!.defaultCampaign,
      connectedCampaign: (unit, campaign) => this.#cache.campaigns.get(unit)?.get(campaign) ?? null,
      takenPeople: new Set(),
      takenProspects: new Set(),
    };
    return [...waiting, ...due.map((key) => decide(key, deciding))];
  }

  /** Accounts, opportunities and roles: the frame hands out keys of one rank and one unit. */
  async #sales(keys: readonly PendingKey[], context: FlowContext): Promise<readonly Reconciled[]> {
    const directory = await this.#directory(readKey(keys[0]!.key).unit, context);
    return reconcileSales(keys, { ...this.#parts, directory }, context);
  }

  /** The connected campaigns of a unit by their own ids, read once a pass. */
  async #readCampaigns(unit: string): Promise<void> {
    if (this.#cache.campaigns.has(unit)) return;
    const connected = await this.#parts.engagement.connectedCampaigns(unit);
    const live = [...connected].filter(([, { isDeleted }]) => !isDeleted);
    this.#cache.campaigns.set(unit, new Map(live.map(([salesforceId, { id }]) => [id, salesforceId])));
  }

  /** Looks at the custom fields once a pass; people read without a new one are read again. */
  async #refreshSchema(context: FlowContext): Promise<void> {
    if (this.#cache.isSchemaFresh) return;
    const units = context.settings.units();
    const sharing = units.map((unit) => settingsNow(context, unit).dataSharing);
    if (await this.#parts.schema.refresh(units, sharing)) this.#cache.people.clear();
    this.#cache.isSchemaFresh = true;
    this.#cache.isSchemaKnown = true;
  }

  /** The users of a unit, read once a pass; Salesforce's side of them only while a setting asks what kind they are. */
  async #directory(unit: string, context?: FlowContext): Promise<UserDirectory> {
    const known = this.#cache.directories.get(unit);
    if (known !== undefined) return known;
    const { engagement, salesforce } = this.#parts;
    const engagementUsers = (await engagement.users(unit)).filter(({ isDeleted }) => !isDeleted);
    const mapped = engagementUsers.map(({ crmUserId }) => crmUserId).filter((id) => id !== null);
    const isAsked = context !== undefined && settingsNow(context, unit).excludePartnerAndPortalUsers;
    const salesforceUsers = isAsked ? await this.#salesforceUsers(mapped) : new Map<string, SalesforceUser>();
    const directory = { engagementUsers, salesforceUsers, connectorUserId: await salesforce.userId() };
    this.#cache.directories.set(unit, directory);
    return directory;
  }

  async #salesforceUsers(ids: readonly string[]): Promise<ReadonlyMap<string, SalesforceUser>> {
    const users = new Map<string, SalesforceUser>();
    for (const list of inLists(new Set(ids))) {
      for (const row of await this.#parts.salesforce.query(`SELECT Id, UserType, IsActive FROM User WHERE Id IN ${list}`)) {
        const id = String(row['Id']);
        users.set(id, { id, userType: textOf(row['UserType']) ?? 'Standard', isActive: row['IsActive'] === true });
      }
    }
    return users;
  }
}

/** What a batch needs of a unit's settings page, read once. */
function pageOf(unit: string, context: FlowContext): { readonly settings: ConnectorSettings; readonly defaultCampaign: number | null } {
  const campaign = context.settings.engagement(unit, context.now())['defaultCampaignId'];
  const isId = typeof campaign === 'number' || (typeof campaign === 'string' && /^\d+$/.test(campaign));
  return { settings: settingsNow(context, unit), defaultCampaign: isId ? Number(campaign) : null };
}
