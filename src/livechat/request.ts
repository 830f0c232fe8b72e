import type * as v from 'valibot';
export declare function request<S extends v.GenericSchema>(
  url: string,
  options: { schema: S },
): Promise<v.InferOutput<S>>;
