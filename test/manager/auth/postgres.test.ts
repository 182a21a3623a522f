import { peopleContract } from '../../contract/people-contract.ts';
import { databaseOnPostgres } from './installation.ts';

peopleContract('PostgreSQL', databaseOnPostgres);
