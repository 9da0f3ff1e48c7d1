/**
 * The builds of llama.cpp's CPU code that node-llama-cpp 3.21.1 brings, the best
 * first, with what Linux calls the features that each needs (/proc/cpuinfo).
 * llama.cpp takes the first that the processor can run. Order and features are
 * those of ggml's CMakeLists.txt and its `ggml_backend_score`.
 */
const AVX = 'sse4_2 avx';
const AVX2 = `${AVX} f16c fma avx2 bmi2`;
const AVX512 = `${AVX2} avx512f avx512cd avx512vl avx512dq avx512bw`;
const X64 = [
  ['sapphirerapids', `${AVX512} avx512vbmi avx512_vnni avx512_bf16 amx_tile amx_int8`],
  ['zen4', `${AVX512} avx512vbmi avx512_vnni avx512_bf16`],
  ['cooperlake', `${AVX512} avx512_vnni avx512_bf16`],
  ['icelake', `${AVX512} avx512vbmi avx512_vnni`],
  ['cascadelake', `${AVX512} avx512_vnni`],
  ['cannonlake', `${AVX512} avx512vbmi`],
  ['skylakex', AVX512],
  ['alderlake', `${AVX2} avx_vnni`],
  ['haswell', AVX2],
  ['piledriver', `${AVX} f16c fma`],
  ['ivybridge', `${AVX} f16c`],
  ['sandybridge', AVX],
  ['sse42', 'sse4_2'],
  ['x64', ''],
] as const;

const ARM64 = [
  ['armv9.2_2', 'asimddp asimdhp sve i8mm sve2 sme'],
  ['armv9.2_1', 'asimddp asimdhp sve i8mm sme'],
  ['armv8.6_2', 'asimddp asimdhp sve i8mm sve2'],
  ['armv8.6_1', 'asimddp asimdhp sve i8mm'],
  ['armv8.2_3', 'asimddp asimdhp sve'],
  ['armv8.2_2', 'asimddp asimdhp'],
  ['armv8.2_1', 'asimddp'],
  ['armv8.0_1', ''],
] as const;

/**
 * The build that llama.cpp would choose.
 *
 * @param arch as Node names it
 * @param cpuinfo the text of /proc/cpuinfo
 * @returns null where that cannot be told
 */
export function chosenKernels(arch: string, cpuinfo: string): string | null {
  const builds = arch === 'x64' ? X64 : arch === 'arm64' ? ARM64 : null;
  const features = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo)?.[1];
  if (builds === null || features === undefined) return null;
  const has = new Set(features.trim().split(/\s+/));
  const runs = ([, needs]: readonly [string, string]): boolean =>
    needs.split(' ').every((feature) => feature === '' || has.has(feature));
  return builds.find(runs)?.[0] ?? null;
}
