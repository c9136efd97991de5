import { unknownObject } from '../../errors.js';
import type { FieldDefinition, ObjectDefinition } from '../../objects/definition.js';
import { objectNamed } from '../../objects/dictionary.js';
import type { IntacctCompany } from '../../state/company.js';
import type { GatewayFunction } from '../gateway-function.js';
import { childText } from '../parse.js';
import { type Xml, xml } from '../write.js';

/**
 * lookup - fields and relations of an object.
 *
 * Source:  developer.intacct.com, "XML functions", lookup.
 * Assumed: the list type `All`.
 */
export const lookup: GatewayFunction = ({ company, element }) => {
  const definition = demandDefinition(company, childText(element, 'object') ?? '');
  const type = xml('Type', [xml('Fields', definition.fields.map(printField)), xml('Relationships', printRelations(definition))], {
    Name: definition.name,
    DocumentType: '',
  });
  return [xml('data', [type], { listtype: 'All', count: 1 })];
};

/** inspect - the older form: names of fields, or with `*` the names of all objects. Assumed: the shapes. */
export const inspect: GatewayFunction = ({ company, element }) => {
  const name = childText(element, 'object') ?? '';
  if (name === '*') {
    const types = company.setup.objects().map((definition) => xml('type', definition.plural, { typename: definition.name }));
    return [xml('data', types, { listtype: 'All', count: types.length })];
  }
  const definition = demandDefinition(company, name);
  const isDetailed = element.attributes['detail'] === '1' || childText(element, 'detail') === '1';
  const fields = definition.fields.map((field) => (isDetailed ? printField(field) : xml('Field', field.name)));
  return [xml('data', [xml('Type', [xml('Fields', fields)], { Name: definition.name })], { listtype: 'All', count: 1 })];
};

function demandDefinition(company: IntacctCompany, name: string): ObjectDefinition {
  const definition = company.object(name);
  if (definition === undefined) throw unknownObject('Query Failed', name);
  return definition;
}

const DATA_TYPES: Readonly<Record<FieldDefinition['type'], string>> = {
  text: 'TEXT',
  email: 'TEXT',
  url: 'TEXT',
  choice: 'TEXT',
  boolean: 'BOOLEAN',
  integer: 'INTEGER',
  decimal: 'DECIMAL',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

function printField(field: FieldDefinition): Xml {
  const isReadOnly = field.isReadOnly === true || field.derive !== undefined;
  return xml('Field', [
    xml('ID', field.name),
    xml('LABEL', field.label),
    xml('DESCRIPTION', field.label),
    xml('REQUIRED', String(field.isRequired === true)),
    xml('READONLY', String(isReadOnly)),
    xml('DATATYPE', DATA_TYPES[field.type]),
    ...(field.choices === undefined
      ? []
      : [
          xml(
            'VALIDVALUES',
            field.choices.map((choice) => xml('VALIDVALUE', choice)),
          ),
        ]),
    xml('ISCUSTOM', String(field.isCustom === true)),
  ]);
}

function printRelations(definition: ObjectDefinition): readonly Xml[] {
  return [...definition.relations.values()].map((relation) =>
    xml('Relationship', [
      xml('OBJECTPATH', relation.name),
      xml('OBJECTNAME', relation.object),
      xml('LABEL', objectNamed(relation.object)!.label),
      xml('RELATIONSHIPTYPE', 'MANY2ONE'),
      xml('RELATEDBY', relation.field),
    ]),
  );
}
