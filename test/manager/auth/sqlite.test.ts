import { peopleContract } from '../../contract/people-contract.ts';
import { databaseFile } from './installation.ts';

peopleContract('SQLite', databaseFile);
