import { expect, test } from 'vitest'
import { choices, platformOf, standing } from './rp-id'

test('where passkeys are bound, seen from the issuer', () => {
  expect(standing(null, 'acme.aero2.dev')).toBe('follows')
  expect(standing('acme.aero2.dev', 'acme.aero2.dev')).toBe('kept')
  expect(standing('example.com', 'login.example.com')).toBe('above')
  expect(standing('ample.com', 'login.example.com')).toBe('elsewhere')
  expect(standing('acme.aero2.dev', 'login.example.com')).toBe('elsewhere')
})

test('a domain above the issuer can be chosen where it is not everybody’s', () => {
  expect(choices('login.id.example.com', 'aero2.dev')).toEqual(['login.id.example.com', 'id.example.com', 'example.com'])
  expect(choices('acme.aero2.dev', 'aero2.dev')).toEqual(['acme.aero2.dev'])
  expect(choices('acme.id.aero2.dev', 'id.aero2.dev')).toEqual(['acme.id.aero2.dev'])
  expect(choices('acme.localhost', 'localhost')).toEqual(['acme.localhost'])
  expect(choices('example.com', 'aero2.dev')).toEqual(['example.com'])
})

test('the platform is the host of this page, without its first name', () => {
  expect(platformOf('dashboard.aero2.dev')).toBe('aero2.dev')
  expect(platformOf('dashboard.localhost')).toBe('localhost')
})
