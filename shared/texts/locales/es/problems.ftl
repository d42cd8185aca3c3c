# What went wrong. A message called said-… has as its English text the very sentence that the code says, with a variable for each number: the
# sentence is what finds it. A message called title-… has the title of an error code.

## Fields

said-empty = Escribe un valor.
said-required = Este campo es obligatorio.
said-long =
    { $most ->
        [one] Usa como máximo { $most } carácter.
       *[other] Usa como máximo { $most } caracteres.
    }
said-invisible = Quita los caracteres invisibles o de control.
said-email = Escribe una dirección de correo como nombre@example.com.
said-same-address = Esa ya es tu dirección.

## Passwords: said one after the other

weak = Elige otra contraseña.
weak-short =
    { $least ->
        [one] Usa al menos { $least } carácter.
       *[other] Usa al menos { $least } caracteres.
    }
weak-long = Usa como máximo 128 caracteres.
weak-breached = Apareció en una filtración de otro sitio: no vuelvas a usarla en ninguna parte.
weak-personal = No uses tu nombre, tu dirección de correo ni el nombre de la aplicación.
weak-common = Es fácil de adivinar: usa varias palabras sin relación entre sí.

## Signing in

said-wrong-password = La dirección de correo y la contraseña no coinciden.
said-locked-minute = Demasiados intentos. Espera un minuto o inicia sesión con un código por correo.
said-locked =
    { $minutes ->
        [one] Demasiados intentos. Espera { $minutes } minuto o inicia sesión con un código por correo.
       *[other] Demasiados intentos. Espera { $minutes } minutos o inicia sesión con un código por correo.
    }
said-mail-off = El inicio de sesión por correo está desactivado aquí. Usa tu contraseña.
said-password-off = El inicio de sesión con contraseña está desactivado aquí. Usa un código por correo.
said-passwords-off = Las contraseñas están desactivadas aquí.
said-passwords-off-code = Las contraseñas están desactivadas aquí. Inicia sesión con un código por correo.
said-sent-just-now =
    { $seconds ->
        [one] Acabamos de enviar un código. Espera { $seconds } segundo antes de solicitar otro.
       *[other] Acabamos de enviar un código. Espera { $seconds } segundos antes de solicitar otro.
    }
said-too-slow = Pasó demasiado tiempo. Empieza de nuevo.
said-support = Eso no funcionó. Ponte en contacto con el soporte de la aplicación.
said-step-done = Este paso ya se había completado, o alguien más ocupó la dirección entretanto. Inicia sesión para continuar.
said-other-browser = Este enlace solo funciona en el navegador desde el que se solicitó. Vuelve a ese navegador y escribe el código del correo o abre de nuevo el enlace.
said-over = Este inicio de sesión terminó o se empezó en otro navegador. Empieza de nuevo.
said-other-step = Este inicio de sesión está en otro paso.
said-complete = Este inicio de sesión ya se completó. Vuelve a la aplicación.
said-code-wrong-last = El código no es correcto y no quedan intentos. Solicita uno nuevo.
said-code-wrong-one = El código no es correcto. Queda un intento.
said-code-wrong =
    { $left ->
        [one] El código no es correcto. Queda { $left } intento.
       *[other] El código no es correcto. Quedan { $left } intentos.
    }
said-code-old = Ese código ya no es válido. Solicita uno nuevo.
said-tries-at-once = Demasiados intentos a la vez. Espera un momento.
said-link-dead = Este enlace ya se usó, caducó o se reemplazó con un correo más reciente. Solicita uno nuevo.
said-too-often = Demasiados intentos seguidos. Espera un momento y vuelve a intentarlo.
said-busy = Hay muchas personas iniciando sesión ahora. Vuelve a intentarlo en un momento.
said-whose = Primero indica de qué cuenta es la contraseña.
said-step-up-other-way = No puedes confirmarlo de esa forma. Usa otra.
said-step-up-changed = Tu sesión cambió mientras tanto: la confirmaste en otra pestaña o se cerró. Inténtalo de nuevo.

## Signing up

said-invited-only = Solo se pueden crear cuentas por invitación.
said-domain = Aquí no se pueden crear cuentas con direcciones de este dominio.

## Other providers

said-provider-off = Esa forma de iniciar sesión no está disponible aquí. Usa otra.
said-provider-denied = El proveedor no completó tu inicio de sesión. Vuelve a intentarlo o usa otra forma.
said-provider-failed = La respuesta del proveedor no es de confianza. Vuelve a intentarlo o usa otra forma.
said-provider-late = Pasó demasiado tiempo, ya se había completado o se empezó en otro navegador. Vuelve a intentarlo.
said-provider-closed = No tienes una cuenta aquí y no se admiten cuentas nuevas.
said-provider-domain = Aquí no se pueden crear cuentas con direcciones de ese dominio.
said-provider-account = Ya tienes una cuenta aquí. Inicia sesión como lo hacías antes.
said-provider-taken = Esa cuenta del proveedor pertenece a otro usuario aquí.
said-provider-limit = No se pueden conectar más cuentas. Quita una primero.
said-provider-often = Demasiados intentos seguidos. Espera un rato y vuelve a intentarlo.
said-provider-again = Ocurrió otra cosa al mismo tiempo. Vuelve a intentarlo.
said-provider-unknown = Ese proveedor de identidad no existe aquí.

## More of signing in

said-request-old = Este inicio de sesión tardó demasiado o se modificó. Vuelve a la aplicación y empieza de nuevo.
said-not-fresh = Confirma que eres tú para hacer esto: tu último inicio de sesión fue hace demasiado tiempo.
said-too-weak = Confirma que eres tú con un segundo factor para hacer esto.
said-provider-new = Con esta cuenta no se puede crear una nueva aquí.

## The own account

said-address-failed = No se pudo cambiar la dirección. Solicita un código nuevo o elige otra dirección.
said-last-way = Esta es tu única forma de iniciar sesión. Configura otra primero.
said-no-session = Esa sesión no existe.
said-this-session = Esta es la sesión que estás usando. Para terminarla, cierra sesión.
said-no-connection = Esa conexión no existe.
said-other-person = Ahora otra persona tiene la sesión iniciada en este navegador. No se cambió nada: vuelve a tu cuenta y compruébalo.
said-sign-in-first = Primero inicia sesión.

## Applications

said-redirect = La aplicación desde la que llegaste pidió volver a una dirección que no tiene registrada.
said-client = La aplicación desde la que llegaste no se reconoce o está desactivada.
said-consent-session = Tu sesión ya no está iniciada. Vuelve a la aplicación y empieza de nuevo.
said-consent-choose = Elige Permitir o Denegar.
said-consent-none = Concede al menos un permiso o deniega el acceso.
said-application-unknown = No hay ninguna aplicación en esta dirección. Comprueba que esté bien escrita.
said-application-suspended = El operador de la plataforma suspendió esta aplicación.
said-back-and-tell = Vuelve a la aplicación e inténtalo de nuevo. Si ocurre otra vez, comunica a su soporte lo que ves aquí.

## Requests

said-late = Pasó demasiado tiempo. Vuelve a intentarlo.
said-nothing-here = No hay nada en esta dirección.
said-no-page = Esa página no existe aquí.
said-no-thing = Ese elemento no existe aquí.
said-form-old = Esta página estuvo abierta demasiado tiempo. Empieza de nuevo; no se cambió nada.
said-no-cookie = Tu navegador no envió ninguna cookie. Permite las cookies de este sitio y vuelve a cargar la página.
said-not-our-page = Esta solicitud no proviene de nuestra página. Vuelve atrás, recarga la página e inténtalo de nuevo.

## Titles of error codes; an unknown one has the last

title-malformed-body = No se pudo leer el cuerpo de la solicitud
title-invalid-host = El encabezado Host no es válido
title-invalid-parameter = Un parámetro de consulta no es válido
title-code-invalid = El código es incorrecto
title-code-expired = El código es demasiado antiguo
title-link-invalid = El enlace ya no es válido
title-wrong-browser = El enlace pertenece a otro navegador
title-invitation-invalid = La invitación ya no es válida
title-unauthenticated = Se requiere autenticación
title-invalid-credentials = No se pudo iniciar sesión
title-tx-expired = El inicio de sesión caducó
title-forbidden = Falta el permiso necesario
title-csrf-failed = La solicitud no proviene de nuestra página
title-step-up-required = Es necesario volver a iniciar sesión
title-application-suspended = La aplicación está suspendida
title-method-disabled = Este método está desactivado
title-signup-closed = No se admiten cuentas nuevas
title-signup-domain-not-allowed = No se admiten cuentas nuevas de este dominio
title-invitation-wrong-email = La invitación es para otra dirección
title-not-found = No se encontró
title-application-not-found = Aquí no hay ninguna aplicación
title-not-issuer-host = El emisor cambió de dirección
title-method-not-allowed = Aquí no se permite este método
title-wrong-state = El inicio de sesión está en otro paso
title-email-taken = La dirección ya está en uso
title-email-change-failed = No se pudo cambiar la dirección
title-last-sign-in-method = Debe quedar una forma de iniciar sesión
title-identity-in-use = La identidad pertenece a otro usuario
title-session-is-current = Esta es la sesión actual
title-session-changed = Ahora otra persona tiene la sesión iniciada
title-payload-too-large = El cuerpo de la solicitud es demasiado grande
title-uri-too-long = La URL es demasiado larga
title-validation-error = Algunos valores no son válidos
title-weak-password = La contraseña no es lo bastante segura
title-limit-exceeded = Se alcanzó un límite
title-too-many-attempts = Demasiados intentos
title-rate-limited = Demasiadas solicitudes
title-internal-error = Se produjo un error de nuestra parte
title-upstream-failed = Otro servicio no respondió correctamente
title-upstream-timeout = Otro servicio tardó demasiado
title-unavailable = No disponible por el momento
title-busy = Demasiada actividad en este momento
title-invalid-request = La solicitud no es válida
title-invalid-client = No se pudo autenticar el cliente
title-invalid-redirect-uri = El URI de redirección no está registrado
title-access-denied = Acceso denegado
title-other = Algo salió mal

## The end of an account, and invitations

said-no-deletion = No hay ninguna eliminación programada.
said-keep-or-leave = Elige si quieres conservar la cuenta o dejar que se elimine.
said-last-admin = Elimina primero las aplicaciones de tu equipo o nombra a otra persona administradora.
said-type-address = Escribe la dirección de esta cuenta para eliminarla.
said-terms = Acepta los términos para continuar.
said-invitation-over = Esta invitación ya se usó, se anuló o caducó. Pide otra a quien la envió.
said-invitation-other = Esta invitación es para otra dirección. Cierra la sesión aquí y vuelve a abrir el enlace.
said-invitation-account = Ya tienes una cuenta. Inicia sesión y acepta la invitación.
title-last-admin = Debe quedar una persona administradora

## Passkeys

said-passkey-wrong = Esa llave de acceso no funcionó. Inténtelo de nuevo o use otro método.
said-passkey-off = Las llaves de acceso están desactivadas aquí. Use otro método.
said-passkey-none = Esta cuenta no tiene ninguna llave de acceso. Use otro método.
said-passkey-limit = No se pueden añadir más llaves de acceso. Quite una primero.

## Segundos factores

said-factor-wrong = Ese código no es correcto o ya se usó. Espera al siguiente.
said-recovery-wrong = Ese código de recuperación no es correcto o ya se usó.
said-factor-unavailable = Esa forma de confirmar no está disponible para ti. Usa otra.
said-factor-often = Se han probado demasiados códigos. Espera un momento e inténtalo de nuevo.
said-factor-off = Las aplicaciones de autenticación están desactivadas aquí.
said-factor-there = Ya hay una aplicación de autenticación configurada.
said-factor-none = No hay ninguna aplicación de autenticación.
said-factor-required = Aquí se exige un segundo factor. Configura otro primero.
said-factor-first = Configura primero un segundo factor: los códigos de recuperación lo sustituyen.
said-device-none = No existe ese dispositivo.
said-account-changed = Tu cuenta se cambió en el mismo momento. Mírala otra vez.
said-codes-save = Di que has guardado los códigos.

## Codes by SMS

said-sms-off = Los códigos por SMS están desactivados aquí.
said-sms-country = No se envían códigos a números de ese país.
said-sms-wrong = Ese código no es correcto, o se envió uno más reciente. Mire el mensaje más reciente.
said-sms-there = Los códigos por SMS ya están configurados.
said-phone-none = No hay ningún número de teléfono.
said-phone-invalid = Eso no es un número de teléfono. Empiece con + y el prefijo del país.
