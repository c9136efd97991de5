import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { FILE_BYTES_MAX } from '../limits.js';
import { keepContent } from '../state/file-contents.js';
import { parseObject } from '../v5/body.js';
import { isMultipart, readUpload } from '../v5/multipart.js';
import { FILES } from '../v5/objects/assets.js';
import { readSelection } from '../v5/selection.js';
import type { UnitCall } from '../v5/session.js';
import { created, requestedFields } from './write-record.js';

/**
 * POST /api/v5/objects/files - create, as multipart: the JSON part `input` and the part `file`.
 * Source: Account Engagement API v5, "File: Create"; errors 151 (no multipart), 162 (no file), 204 (more than 50 MB).
 */
export async function createFile(call: UnitCall): Promise<WireResponse> {
  if (!isMultipart(call.request)) throw refusal(151, (call.request.headers['content-type'] ?? '').slice(0, 80));
  const selection = readSelection(call.state, call.unit.key, FILES, requestedFields(call) ?? 'id', false);
  const { acting } = call.world;
  const { input, file } = await readUpload(call.request, FILE_BYTES_MAX);
  if (file === null) throw refusal(162);
  const raw = { name: file.name, ...parseObject(input ?? '{}') };
  return call.world.as(acting, () => {
    const row = call.state.transact(() => keepContent(call.state, FILES.create!(call.state, call.unit.key, raw, call.by), file));
    return created(call, FILES, selection, row);
  });
}
