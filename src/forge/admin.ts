// What people do to the forge beside its API: settings, pushes, and clicks as somebody.
import { randomBytes } from "node:crypto";
import {
  addApp,
  addRepository,
  addUser,
  renewApp,
  type AppDraft,
  type RepositoryDraft,
} from "./accounts.ts";
import {
  commitFiles,
  commitFolder,
  copyHistory,
  dropBranch,
  type CommitOrder,
  type Files,
} from "./content.ts";
import type { Delivery, Outbox } from "./deliveries.ts";
import type { Scene } from "./events.ts";
import {
  accept,
  addInstallation,
  suspend,
  takeFrom,
  uninstall,
  unsuspend,
} from "./installations.ts";
import {
  addComment,
  addLabels,
  closeIssue,
  editComment,
  editIssue,
  openIssue,
  removeLabel,
  reopenIssue,
  type IssueEdit,
} from "./issues.ts";
import { mergePull, type Method } from "./merging.ts";
import { deleteIssue, rename, transferIssue } from "./moving.ts";
import { addReview, dismissReview, openPull, type PullDraft, type ReviewEvent } from "./pulls.ts";
import { notFound } from "./refusal.ts";
import type { ApiRecord } from "./server.ts";
import {
  repositoryByName,
  userByLogin,
  type App,
  type Installation,
  type Issue,
  type Level,
  type Permissions,
  type Pull,
  type Repository,
  type User,
} from "./store.ts";
import { inTurn, type World } from "./world.ts";

export interface AdminParts {
  readonly world: World;
  readonly outbox: Outbox;
  readonly root: string;
  readonly log: readonly ApiRecord[];
  settled(): Promise<void>;
  /** Keeps what is known now, where the forge is kept. */
  kept(): Promise<void>;
}

export type Admin = ReturnType<typeof makeAdmin>;

/** Repositories are named `owner/name`; `as` is the login of who acts. Unknown names throw 404. */
export function makeAdmin(parts: AdminParts) {
  const { world, outbox } = parts;
  const repositoryOf = (name: string): Repository => known(findRepository(world, name));
  const userOf = (login: string): User => known(userByLogin(world.store, login));
  const appOf = (slug: string): App =>
    known([...world.store.apps.values()].find((app) => app.slug === slug) ?? null);

  /** Does something in a repository as somebody, after what is already under way there. */
  const act: Act = async (name, as, job) => {
    const repository = repositoryOf(name);
    const actor = { user: as === null ? repository.owner : userOf(as), app: null };
    const done = await inTurn(repository, async () => await job({ world, repository, actor }));
    await parts.kept();
    return done;
  };

  return {
    createUser: async (login: string, type: "User" | "Organization" = "User"): Promise<number> =>
      addUser(world, login, type).id,
    /** A token that acts as this user, for tests of people. */
    async createUserToken(login: string): Promise<string> {
      const text = `ghp_${randomBytes(18).toString("hex")}`;
      world.store.userTokens.set(text, userOf(login));
      return text;
    },
    createRepository: async (draft: RepositoryDraft): Promise<number> =>
      (await addRepository(world, parts.root, draft)).id,
    async createApp(draft: AppDraft): Promise<{ appId: number; privateKeyPem: string }> {
      const { app, privateKeyPem } = addApp(world, outbox, draft);
      return { appId: app.id, privateKeyPem };
    },
    /** Makes a known app's door and key anew. @returns what createApp did. */
    async renewApp(
      slug: string,
      hook: Pick<AppDraft, "webhookUrl" | "webhookSecret">,
    ): Promise<{ appId: number; privateKeyPem: string }> {
      const app = appOf(slug);
      return { appId: app.id, privateKeyPem: renewApp(app, hook) };
    },
    install: async (slug: string, repositories: readonly string[]): Promise<number> =>
      addInstallation(parts, appOf(slug), repositories.map(repositoryOf)).id,
    ...installationsOf(parts, repositoryOf),
    async setPermission(name: string, login: string, level: Level): Promise<void> {
      repositoryOf(name).levels.set(userOf(login).id, level);
    },
    async addCollaborator(name: string, login: string, level: Level): Promise<void> {
      repositoryOf(name).levels.set(userOf(login).id, level);
    },
    renameRepository: (name: string, as: string, to: string): Promise<void> =>
      act(name, as, (scene) => rename(scene, to)),
    ...contentOf(act),
    ...issuesOf(act),
    ...pullsOf(act),
    /** Every delivery, newest first. */
    deliveries: (): readonly Delivery[] => outbox.log(),
    /** Sends a delivery again under its old GUID. Throws 404 for an unknown one. */
    async redeliver(id: number): Promise<void> {
      const found = known(outbox.log().find((one) => one.id === id) ?? null);
      outbox.redeliver(found.app, id);
    },
    /** Every request to the API, oldest first. */
    requests: (): readonly ApiRecord[] => parts.log,
    /** Resolves when every delivery was sent and every CI job has ended. */
    settled: () => parts.settled(),
  };
}

/** What happens to an installation, at the hands of its account. */
function installationsOf(parts: AdminParts, repositoryOf: (name: string) => Repository) {
  const installed = (id: number): Installation =>
    known(parts.world.store.installations.get(id) ?? null);
  return {
    async setPermissions(id: number, permissions: Permissions): Promise<void> {
      accept(parts, installed(id), permissions, installed(id).account);
    },
    async suspend(id: number): Promise<void> {
      suspend(parts, installed(id), installed(id).account);
    },
    async unsuspend(id: number): Promise<void> {
      unsuspend(parts, installed(id), installed(id).account);
    },
    async uninstall(id: number): Promise<void> {
      uninstall(parts, installed(id), installed(id).account);
    },
    async takeFrom(id: number, name: string): Promise<void> {
      takeFrom(parts, installed(id), repositoryOf(name), installed(id).account);
    },
  };
}

type Act = <T>(
  name: string,
  as: string | null,
  job: (scene: Scene) => Promise<T> | T,
) => Promise<T>;

function contentOf(act: Act) {
  return {
    /**
     * Commits a folder or a set of files onto the default branch, as its owner.
     * @param source a folder's path, or paths with their texts. @returns the hash.
     */
    pushDirectory: (name: string, source: string | Files, message: string): Promise<string> =>
      act(name, null, (scene) => {
        const order = { branch: scene.repository.defaultBranch, message };
        return typeof source === "string"
          ? commitFolder(scene, order, source)
          : commitFiles(scene, order, source);
      }),
    /** Copies a history of a git repository on this machine; nothing changes there. */
    pushFromGit: (name: string, path: string, ref: string): Promise<string> =>
      act(name, null, (scene) => copyHistory(scene, path, ref)),
    pushCommit: (name: string, as: string, order: CommitOrder, files: Files): Promise<string> =>
      act(name, as, (scene) => commitFiles(scene, order, files)),
    deleteBranch: (name: string, as: string, branch: string): Promise<void> =>
      act(name, as, (scene) => dropBranch(scene, branch)),
  };
}

function issuesOf(act: Act) {
  return {
    createIssue: (
      name: string,
      as: string,
      draft: {
        readonly title: string;
        readonly body?: string | null;
        readonly labels?: readonly string[];
      },
    ): Promise<number> =>
      act(name, as, async (scene) => {
        const { title, body = null, labels = [] } = draft;
        return (await openIssue(scene, { title, body, labels })).number;
      }),
    editIssue: (name: string, as: string, number: number, edit: IssueEdit): Promise<void> =>
      act(name, as, (scene) => editIssue(scene, issueOf(scene, number), edit)),
    closeIssue: (name: string, as: string, number: number): Promise<void> =>
      act(name, as, (scene) => closeIssue(scene, issueOf(scene, number), "completed")),
    reopenIssue: (name: string, as: string, number: number): Promise<void> =>
      act(name, as, (scene) => reopenIssue(scene, issueOf(scene, number))),
    deleteIssue: (name: string, as: string, number: number): Promise<void> =>
      act(name, as, (scene) => deleteIssue(scene, issueOf(scene, number))),
    /** @returns the issue's number where it is now. */
    transferIssue: (name: string, as: string, number: number, to: string): Promise<number> =>
      act(name, as, (scene) =>
        transferIssue(scene, issueOf(scene, number), known(findRepository(scene.world, to))),
      ),
    labelIssue: (name: string, as: string, number: number, ...labels: string[]): Promise<void> =>
      act(name, as, (scene) => addLabels(scene, issueOf(scene, number), labels)),
    unlabelIssue: (name: string, as: string, number: number, label: string): Promise<boolean> =>
      act(name, as, (scene) => removeLabel(scene, issueOf(scene, number), label)),
    /** @returns the comment's id. */
    comment: (name: string, as: string, number: number, body: string): Promise<number> =>
      act(name, as, (scene) => addComment(scene, issueOf(scene, number), body).id),
    /** What was written on an issue, oldest first. */
    comments: (name: string, number: number): Promise<readonly string[]> =>
      act(name, null, ({ repository }) =>
        [...repository.comments.values()]
          .filter((one) => one.issue.number === number)
          .map((one) => one.body),
      ),
    editComment: (name: string, as: string, comment: number, body: string): Promise<void> =>
      act(name, as, (scene) =>
        editComment(scene, known(scene.repository.comments.get(comment) ?? null), body),
      ),
  };
}

function pullsOf(act: Act) {
  return {
    openPull: (
      name: string,
      as: string,
      draft: Pick<PullDraft, "title" | "head" | "base"> & Partial<PullDraft>,
    ): Promise<number> =>
      act(name, as, async (scene) => {
        const pull = await openPull(scene, { body: null, draft: false, ...draft });
        return pull.issue.number;
      }),
    /** @returns the review's id. */
    review: (
      name: string,
      as: string,
      number: number,
      event: ReviewEvent,
      body = "",
    ): Promise<number> =>
      act(name, as, (scene) => addReview(scene, pullOf(scene, number), event, body).id),
    dismissReview: (name: string, as: string, number: number, review: number): Promise<void> =>
      act(name, as, (scene) => {
        const pull = pullOf(scene, number);
        dismissReview(scene, pull, known(pull.reviews.find((one) => one.id === review) ?? null));
      }),
    closePull: (name: string, as: string, number: number): Promise<void> =>
      act(name, as, (scene) => closeIssue(scene, pullOf(scene, number).issue, null)),
    mergePull: (
      name: string,
      as: string,
      number: number,
      method: Method = "merge",
    ): Promise<string> =>
      act(name, as, (scene) =>
        mergePull(scene, pullOf(scene, number), { method, sha: null, title: null, message: null }),
      ),
  };
}

function known<T>(found: T | null): T {
  if (found === null) throw notFound();
  return found;
}

const issueOf = (scene: Scene, number: number): Issue =>
  known(scene.repository.issues.get(number) ?? null);

const pullOf = (scene: Scene, number: number): Pull => known(issueOf(scene, number).pull);

/** `owner/name`, or null. */
export function findRepository(world: World, name: string): Repository | null {
  const [owner = "", rest = ""] = name.split("/");
  return repositoryByName(world.store, owner, rest);
}
