/** What `--schema` names: the files of an org that the stand-ins are to be like. */
export async function orgIn(folder: string | undefined): Promise<{ org?: ReadonlyMap<string, string> }> {
  if (folder === undefined) return {};
  const { readSchemaFolder } = await import('./schema-folder.js');
  return { org: await readSchemaFolder(folder) };
}
