import type { Column } from './columns.js';
import { malformedAt } from './errors.js';
import type { FunctionCall, Geolocation } from './syntax.js';

const EARTH_RADIUS = { mi: 3_958.7613, km: 6_371.0088 } as const;

/**
 * DISTANCE(BillingAddress, GEOLOCATION(37.8, -122.4), 'mi'): how far a place is from another; null where it has no coordinates.
 *
 * Source:  [SOQL] "Location-Based SOQL Queries".
 * Assumed: distances on a sphere of the earth's mean radius; the vendor's formula is not published.
 */
export function distanceColumn(source: string, { at, from, name }: FunctionCall, place: Column | null): Column {
  if (place === null || from === null) throw malformedAt(source, at, `unexpected token: '${name.text}'`);
  if (place.type !== 'address' && place.type !== 'location') {
    throw malformedAt(source, at, `field ${place.field.name} does not support the function ${name.text}`);
  }
  const text = `DISTANCE(${place.text},${from.latitude},${from.longitude},${from.unit})`;
  const field = { ...place.field, isFilterable: true, isSortable: true };
  return {
    text,
    name: 'expr0',
    type: 'double',
    path: null,
    field,
    at,
    bind: (run) => {
      const read = place.bind(run);
      return (row) => distance(read(row), from);
    },
  };
}

function distance(place: unknown, from: Geolocation): number | null {
  const { latitude, longitude } = (place ?? {}) as { latitude?: unknown; longitude?: unknown };
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [one, other] = [radians(latitude), radians(from.latitude)];
  const half = Math.sin((one - other) / 2) ** 2 + Math.cos(one) * Math.cos(other) * Math.sin(radians(longitude - from.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS[from.unit] * Math.asin(Math.min(1, Math.sqrt(half)));
}
