import { UsageError } from '../core/user-error.ts';
import type { HubFile } from './model-uri.ts';

/** Hugging Face, or what stands in for it. */
export interface Hub {
  /** Such as "https://huggingface.co". */
  readonly endpoint: string;
  /** For what is not open to everybody. */
  readonly token: string | null;
}

/**
 * The hub that the environment names: `HF_ENDPOINT` for a mirror, `HF_TOKEN` for
 * who may see more. https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 *
 * @throws UsageError when HF_ENDPOINT is no URL, or HF_TOKEN no token
 */
export function hubOf(env: Readonly<Record<string, string | undefined>>): Hub {
  const endpoint = (env['HF_ENDPOINT'] ?? '').trim() || 'https://huggingface.co';
  if (!/^https?:/i.test(endpoint) || !URL.canParse(endpoint)) {
    throw new UsageError(`HF_ENDPOINT=${endpoint} is no URL: write https://…`);
  }
  const token = (env['HF_TOKEN'] ?? '').trim();
  if (!/^[\x21-\x7e]*$/.test(token)) {
    throw new UsageError('HF_TOKEN has characters that no token has: copy it again, hf_…');
  }
  return { endpoint: endpoint.replace(/\/+$/, ''), token: token === '' ? null : token };
}

/** Where a file of the hub is downloaded. */
export function downloadUrl(hub: Hub, { repo, revision, file }: HubFile): string {
  return `${hub.endpoint}/${escapePath(repo)}/resolve/${encodeURIComponent(revision)}/${escapePath(file)}`;
}

/** Where the hub lists the files of a repository. https://huggingface.co/docs/hub/api */
export function listingUrl(hub: Hub, repo: string, revision: string): string {
  return `${hub.endpoint}/api/models/${escapePath(repo)}/tree/${encodeURIComponent(revision)}?recursive=true`;
}

/** The token for a URL: nobody but the hub is shown it. */
export function authorization(hub: Hub, url: string): Readonly<Record<string, string>> {
  const known = new URL(url).origin === new URL(hub.endpoint).origin;
  return hub.token !== null && known ? { authorization: `Bearer ${hub.token}` } : {};
}

function escapePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
