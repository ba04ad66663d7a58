export { Simulation, type SimulationParts } from './simulation';
