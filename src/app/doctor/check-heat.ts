import type { Finding } from './finding.ts';
import type { Machine } from './machine.ts';

/** °C from which most processors slow down soon. */
const HOT = 80;

const FIRMWARE = '/sys/devices/platform/soc/soc:firmware/get_throttled';
/** The Raspberry Pi's bits: now, and (16 higher) since it was switched on. */
const SINCE_BOOT = 16;
const LOW_VOLTAGE = 0b0001;
const SLOWED = 0b1110;

/** How hot the processor is, and whether it is slowed down, where the machine tells. */
export function checkHeat({ readFile }: Machine): Finding {
  const millidegrees = Number(readFile('/sys/class/thermal/thermal_zone0/temp') ?? NaN);
  const celsius = Number.isNaN(millidegrees) ? null : millidegrees / 1000;
  const throttled = Number.parseInt(readFile(FIRMWARE) ?? '', 16) || 0;
  const ever = throttled | (throttled >> SINCE_BOOT);
  const says = [celsius === null ? 'the machine does not say' : `${Math.round(celsius)} °C`];
  const finding = { topic: 'temperature', measured: { celsius, throttled } };
  const warn = (what: string, change: string): Finding => ({
    ...finding,
    state: 'warning',
    says: [...says, what],
    change,
  });
  if ((ever & LOW_VOLTAGE) !== 0) {
    const when = (throttled & LOW_VOLTAGE) !== 0 ? 'has' : 'has had';
    return warn(
      `it ${when} too little voltage`,
      'take a stronger power supply, or a shorter cable',
    );
  }
  if ((ever & SLOWED) !== 0) {
    const when = (throttled & SLOWED) !== 0 ? 'is' : 'has been';
    return warn(`it ${when} slowed down by heat`, 'give it a heat sink, or air');
  }
  if (celsius !== null && celsius >= HOT) {
    return warn('it will be slowed down soon', 'give it a heat sink, or air');
  }
  return { ...finding, state: 'good', says };
}
