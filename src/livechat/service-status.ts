import * as v from 'valibot';
import { cutText } from './cut-text.ts';

const textSchema = cutText(300);

/** Describes a link that a page of ours may offer: nothing but `https:`. */
const linkSchema = () =>
  v.pipe(
    v.string(),
    v.maxLength(2_048),
    v.check((link) => link.startsWith('https://') && URL.canParse(link)),
  );

/** Cuts a list from outside: more than this nobody reads. */
const few = <T>(all: T[]): T[] => all.slice(0, 50);

/** Describes LiveChat's service status (Statuspage's `summary.json`), with only what we show. */
export const serviceStatusSchema = () =>
  v.object({
    status: v.object({
      indicator: v.picklist(['none', 'minor', 'major', 'critical', 'maintenance']),
      description: textSchema,
    }),
    components: v.pipe(
      v.array(
        v.object({
          name: textSchema,
          status: v.picklist([
            'operational',
            'degraded_performance',
            'partial_outage',
            'major_outage',
            'under_maintenance',
          ]),
        }),
      ),
      v.transform(few),
    ),
    incidents: v.pipe(
      v.array(
        v.object({
          name: textSchema,
          shortlink: v.optional(v.fallback(v.nullable(linkSchema()), null), null),
        }),
      ),
      v.transform(few),
    ),
  });
export type ServiceStatus = v.InferOutput<ReturnType<typeof serviceStatusSchema>>;
