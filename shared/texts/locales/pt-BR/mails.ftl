# What mails say around their code or link. { $app } is the application's name, { $life } one of the first two messages.

mail-life-minutes =
    { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }
mail-life-hours =
    { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }

## How a code or link is used

mail-how-code = Digite o código onde você começou. Ele vale por { $life } e só pode ser usado uma vez.
mail-how-link = Abra o link no navegador em que você começou. Ele vale por { $life } e só pode ser usado uma vez.
mail-how-both = Digite o código onde você começou ou abra o link no mesmo navegador. Qualquer um deles vale por { $life } e só pode ser usado uma vez.
mail-action-sign-in = Entrar
mail-action-confirm = Confirmar e-mail

## A code that signs in

mail-sign-in-code-subject = { $code } é seu código para { $app }
mail-sign-in-code-heading = Entre em { $app }
mail-sign-in-code-note = Se não foi você, ignore este e-mail: sem o código, ninguém consegue entrar. Nunca o compartilhe, nem mesmo conosco.
mail-sign-in-link-subject = Entre em { $app }
mail-sign-in-link-note = Se não foi você, ignore este e-mail: o link só funciona no navegador em que foi solicitado.

## Somebody who is signed in

mail-step-up-code-subject = { $code } confirma que é você em { $app }
mail-step-up-code-heading = Confirme que é você
mail-step-up-code-note = Se não foi você, alguém entrou na sua conta: saia de todos os dispositivos e defina uma nova senha. Nunca compartilhe o código, nem mesmo conosco.

## A sign-up

mail-sign-up-code-subject = { $code } confirma seu e-mail para { $app }
mail-sign-up-link-subject = Confirme seu e-mail para { $app }
mail-sign-up-code-heading = Boas-vindas a { $app }
mail-sign-up-code-note = Se não foi você, ignore este e-mail: sem o código, nenhuma conta é criada.
mail-sign-up-link-note = Se não foi você, ignore este e-mail: sem abrir o link, nenhuma conta é criada.
mail-already-registered-subject = Você já tem uma conta { $app }
mail-already-registered-heading = Você já tem uma conta
mail-already-registered-body = Alguém, provavelmente você, tentou criar uma conta { $app } com este e-mail. Ele já tem uma conta: é só entrar.
mail-already-registered-note = Se não foi você, ignore este e-mail. Nada foi alterado.

## Passwords

mail-reset-password-subject = Crie uma nova senha para { $app }
mail-reset-password-heading = Crie uma nova senha
mail-reset-password-body = Digite o código onde você o solicitou ou abra o link. Qualquer um deles vale por { $life } e só pode ser usado uma vez.
mail-reset-password-action = Criar uma nova senha
mail-reset-password-note = Se não foi você, ignore este e-mail: sua senha não muda. Nunca compartilhe o código, nem mesmo conosco.
mail-password-changed-subject = A senha da sua conta { $app } foi alterada
mail-password-changed-heading = Sua senha foi alterada
mail-password-changed-body = Suas outras sessões foram encerradas. Se foi você, não é preciso fazer nada.
mail-password-changed-action = Não fui eu: criar uma nova senha
mail-password-changed-note = Você recebeu este e-mail porque ele trata da segurança da sua conta { $app }.

## Another address

mail-email-change-code-subject = { $code } confirma seu novo e-mail para { $app }
mail-email-change-code-heading = Confirme seu novo e-mail
mail-email-change-code-note = Se não foi você, ignore este e-mail: sem o código, nada muda.
mail-email-change-notice-subject = Alteração do e-mail da sua conta { $app }
mail-email-change-notice-heading = Alteração do e-mail da sua conta
mail-email-change-notice-body = Alguém, provavelmente você, pediu para alterar o e-mail da sua conta para { $about }. Se foi você, não é preciso fazer nada.
mail-email-change-notice-action = Não fui eu: manter este e-mail
mail-email-change-notice-note = O link vale por { $life }. Ele restaura este e-mail e encerra todas as sessões.

## Accounts elsewhere

mail-identity-linked-subject = Agora você pode entrar em { $app } com { $about }
mail-identity-linked-heading = Nova conexão na sua conta: { $about }
mail-identity-linked-body = Alguém, provavelmente você, entrou em { $app } com uma conta { $about } que tem este e-mail. A partir de agora, você pode entrar com ela.
mail-identity-linked-action = Ver minha conta
mail-identity-linked-note = Se não foi você, remova a conexão na sua conta e avise o suporte do aplicativo.

## For those who run the platform or an application

mail-operator-code-subject = { $code } confirma seu e-mail para { $app }
mail-operator-code-heading = Acesso de operador a { $app }
mail-operator-code-note = Se não foi você, avise quem administra esta instalação.
mail-operator-invitation-subject = Você recebeu um convite para operar { $app }
mail-operator-invitation-heading = Acesso de operador a { $app }
mail-operator-invitation-body = Você recebeu um convite para operar esta instalação de { $app }. O link vale por { $life } e só pode ser usado uma vez.
mail-operator-invitation-action = Configurar minha conta
mail-operator-invitation-note = Se você não esperava este e-mail, ignore-o: sem acesso à sua caixa de entrada, ninguém pode usar o convite.
mail-domain-degraded-subject = Falta um registro DNS de { $about }
mail-domain-degraded-heading = Falta um registro DNS de { $about }
mail-domain-degraded-body = Os registros de que { $about } precisa para { $app } não são mais os mesmos. O domínio continua ativo; se os registros não voltarem, ele deixará de funcionar após 14 dias.
mail-domain-degraded-action = Ver qual registro está faltando
mail-domain-degraded-note = Você recebeu este e-mail porque administra a equipe proprietária do aplicativo.

## Second factors taken away

mail-mfa-reset-subject = Os segundos fatores da sua conta em { $app } foram removidos
mail-mfa-reset-heading = Seus segundos fatores foram removidos
mail-mfa-reset-body = A administração os removeu, e todas as suas sessões foram encerradas. De agora em diante você entra sem eles, até configurar um novo.
mail-mfa-reset-action = Ver sua conta
mail-mfa-reset-note = Se você não pediu isso, avise o suporte do aplicativo.

## An invitation, and the end of an account

mail-life-days =
    { $days ->
        [one] { $days } dia
       *[other] { $days } dias
    }
mail-invitation-subject = Convite para { $app }
mail-invitation-heading = Convite para { $app }
mail-invitation-body = Você recebeu um convite para ter uma conta { $app }. O link funciona uma única vez, por { $life }.
mail-invitation-action = Aceitar o convite
mail-invitation-note = Se você não esperava este e-mail, ignore-o: sem o link, nenhuma conta é criada. Não o repasse a ninguém.
mail-team-invitation-subject = Convite para a equipe { $about }
mail-team-invitation-heading = Convite para a equipe { $about }
mail-team-invitation-body = Você recebeu um convite para a equipe { $about } em { $app }. O link funciona uma única vez, por { $life }.
mail-team-invitation-action = Aceitar o convite
mail-team-invitation-note = Se você não esperava este e-mail, ignore-o: sem o link, ninguém entra na equipe. Não o repasse a ninguém.
mail-transfer-requested-subject = { $about } foi oferecido à sua equipe
mail-transfer-requested-heading = { $about } foi oferecido à sua equipe
mail-transfer-requested-body = Outra equipe quer transferir o aplicativo { $about } para a sua. Aceite ou recuse em { $app } em até 7 dias.
mail-transfer-requested-action = Ver a oferta
mail-transfer-requested-note = Você recebeu este e-mail porque administra a equipe à qual o aplicativo foi oferecido.
mail-deletion-scheduled-subject = Sua conta { $app } será excluída em { $about }
mail-deletion-scheduled-heading = Sua conta será excluída em { $about }
mail-deletion-scheduled-body = Todas as suas sessões foram encerradas. Para manter sua conta, entre antes de { $about } e confirme.
mail-deletion-scheduled-action = Entrar e manter a conta
mail-deletion-scheduled-note = Se não foi você quem pediu, entre, mantenha a conta e defina uma nova senha.
mail-account-deleted-subject = Sua conta { $app } foi excluída
mail-account-deleted-heading = Sua conta foi excluída
mail-account-deleted-body = Todas as suas sessões foram encerradas e o que estava guardado sobre você está sendo apagado. Nada pode ser recuperado.
mail-account-deleted-note = Este é o último e-mail sobre essa conta. O endereço fica livre para uma nova conta { $app }.

## Passkeys

mail-passkey-added-subject = Uma chave de acesso foi adicionada à sua conta em { $app }
mail-passkey-added-heading = Você tem uma nova chave de acesso
mail-passkey-added-body = A partir de agora, a chave de acesso “{ $about }” permite que você entre em { $app }.
mail-passkey-added-action = Ver suas chaves de acesso
mail-passkey-added-note = Se não foi você, remova a chave de acesso e troque sua senha.
mail-passkey-removed-subject = Uma chave de acesso foi removida da sua conta em { $app }
mail-passkey-removed-heading = Uma chave de acesso foi removida
mail-passkey-removed-body = A chave de acesso “{ $about }” não permite mais que você entre em { $app }.
mail-passkey-removed-action = Ver suas chaves de acesso
mail-passkey-removed-note = Se não foi você, troque sua senha e avise o suporte do aplicativo.

## Segundos fatores e navegadores novos

mail-mfa-enrolled-subject = Um aplicativo autenticador protege sua conta em { $app }
mail-mfa-enrolled-heading = Um aplicativo autenticador foi configurado
mail-mfa-enrolled-body = De agora em diante, entrar exige um código dele. Você saiu de todos os outros lugares. Se foi você, não há nada a fazer.
mail-mfa-enrolled-action = Ver sua conta
mail-mfa-enrolled-note = Se não foi você, defina uma nova senha e avise o suporte do aplicativo.
mail-mfa-removed-subject = O aplicativo autenticador da sua conta em { $app } foi removido
mail-mfa-removed-heading = O aplicativo autenticador foi removido
mail-mfa-removed-body = Entrar não exige mais um código dele. Você saiu de todos os outros lugares. Se foi você, não há nada a fazer.
mail-mfa-removed-action = Ver sua conta
mail-mfa-removed-note = Se não foi você, defina uma nova senha e avise o suporte do aplicativo.
mail-recovery-codes-made-subject = Novos códigos de recuperação para { $app }
mail-recovery-codes-made-heading = Novos códigos de recuperação foram gerados
mail-recovery-codes-made-body = Os antigos deixaram de funcionar. Se foi você, não há nada a fazer.
mail-recovery-codes-made-action = Ver sua conta
mail-recovery-codes-made-note = Se não foi você, defina uma nova senha e avise o suporte do aplicativo.
mail-recovery-code-used-subject = Um código de recuperação foi usado para { $app }
mail-recovery-code-used-heading = Um código de recuperação foi usado
mail-recovery-code-used-body = Ele substituiu seu segundo fator e não funciona de novo. Códigos restantes: { $about }.
mail-recovery-code-used-action = Ver sua conta
mail-recovery-code-used-note = Se não foi você, defina uma nova senha, gere novos códigos de recuperação e avise o suporte do aplicativo.
mail-new-device-subject = Você entrou em { $app } por um navegador novo
mail-new-device-heading = Um navegador novo entrou
mail-new-device-body = Sua conta em { $app } foi usada por um navegador que não tinha sido visto antes: { $about }. Se foi você, não há nada a fazer.
mail-new-device-action = Ver onde você entrou
mail-new-device-note = Se não foi você, saia de lá e defina uma nova senha.

## A phone number, and the SMS with a code: of letters that every phone shows in one part

mail-phone-added-subject = Um número de telefone foi adicionado à sua conta em { $app }
mail-phone-added-heading = Um número de telefone foi adicionado
mail-phone-added-body = { $about } agora pode receber códigos por SMS para a sua conta. Se foi você, não é preciso fazer nada.
mail-phone-added-action = Ver sua conta
mail-phone-added-note = Se não foi você, defina uma nova senha e avise o suporte do aplicativo.
mail-phone-removed-subject = O número de telefone da sua conta em { $app } foi removido
mail-phone-removed-heading = O número de telefone foi removido
mail-phone-removed-body = { $about } não recebe mais códigos. Você saiu de todos os outros lugares. Se foi você, não é preciso fazer nada.
mail-phone-removed-action = Ver sua conta
mail-phone-removed-note = Se não foi você, defina uma nova senha e avise o suporte do aplicativo.
mail-sms-code = { $code } é o seu PIN para { $app }. Vale { $minutes } min.
mail-sms-code-short = { $code } é o seu PIN. Vale { $minutes } min.
